package io.jitaccess.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Holds where a property has a text: one that was emptied, such as by an environment variable, counts as not set. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnText.OnText.class)
@interface ConditionalOnText {

    /** The property's name. */
    String value();

    /** Judges it. */
    final class OnText extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            @Nullable
            Map<String, @Nullable Object> attributes =
                    metadata.getAnnotationAttributes(ConditionalOnText.class.getName());
            String name = String.valueOf(attributes == null ? "" : attributes.get("value"));
            ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnText.class, name);
            return StringUtils.hasText(context.getEnvironment().getProperty(name))
                    ? ConditionOutcome.match(message.because("it is set"))
                    : ConditionOutcome.noMatch(message.because("it is not set"));
        }
    }
}
