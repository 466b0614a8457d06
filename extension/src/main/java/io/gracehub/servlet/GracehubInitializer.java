// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;

/**
 * Adds the listener that starts the hubs, and the filter. On every server the listener is called when both CDI and the
 * WebSocket container are there; nothing else is.
 */
public final class GracehubInitializer implements ServletContainerInitializer {

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        RefusingFilter filter = new RefusingFilter();
        FilterRegistration.Dynamic registration = context.addFilter("gracehub", filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        context.addListener(new GracehubListener(filter));
    }
}
