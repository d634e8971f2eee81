/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that start containers: passed over, with the reason, where that is not possible. Where the environment says
 * {@code BATON_REQUIRE_DOCKER=true} they fail instead, so that a build that is to check everything cannot miss them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresDocker.Condition.class)
public @interface RequiresDocker {

    /** Looks for the engine and its images, once. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return decide(Containers.whyNot(), Boolean.parseBoolean(System.getenv("BATON_REQUIRE_DOCKER")));
        }

        static ConditionEvaluationResult decide(@Nullable String whyNot, boolean required) {
            if (whyNot == null) {
                return ConditionEvaluationResult.enabled("containers can be started");
            }
            if (required) {
                throw new IllegalStateException("BATON_REQUIRE_DOCKER=true, but " + whyNot);
            }
            System.out.println("SKIPPED, needs Docker: " + whyNot);
            return ConditionEvaluationResult.disabled(whyNot);
        }
    }
}
