// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Makes answers loud. */
@Loud
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class LoudInterceptor {

    @AroundInvoke
    Object loud(InvocationContext call) throws Exception {
        Object answer = call.proceed();
        return answer instanceof String text ? text + "!" : answer;
    }
}
