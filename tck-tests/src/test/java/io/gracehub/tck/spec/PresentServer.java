// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.spec;

import io.gracehub.tck.server.ServerKind;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Leaves out what {@link NotOn} says of the server that the tests run on. */
final class PresentServer implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ServerKind present = ServerKind.present();
        String title = present.product().title();
        return context.getElement()
                .flatMap(element -> AnnotationSupport.findRepeatableAnnotations(element, NotOn.class).stream()
                        .filter(gap -> Arrays.asList(gap.value()).contains(present))
                        .filter(gap -> gap.jakarta() == 0 || gap.jakarta() == ServerKind.jakarta())
                        .findFirst())
                .map(gap -> ConditionEvaluationResult.disabled(title + ": " + gap.why()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("nothing is known against " + title));
    }
}
