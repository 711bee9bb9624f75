package dev.pressroom.workflows;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON form of facts, steps and snapshots: in Temporal's histories and in the record. Alternatives of our sealed interfaces carry
 * their simple name in {@code type}; empty and default values are left out; unknown properties are ignored, so that an older release reads
 * what a newer one wrote.
 */
public final class OrderJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module()).addModule(new JavaTimeModule())
            .annotationIntrospector(new SealedTypes())
            // Components only: a record's questions, such as isDelivered(), are not part of its JSON.
            .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private OrderJson() {}

    public static DataConverter dataConverter() {
        return DefaultDataConverter.newDefaultInstance().withPayloadConverterOverrides(new JacksonJsonPayloadConverter(MAPPER));
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** Throws {@link IllegalArgumentException} naming the type; the text is never quoted. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new IllegalArgumentException("not the JSON of a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Gives every sealed interface of ours a {@code type} property without an annotation in the model. */
    private static final class SealedTypes extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            return annotated instanceof AnnotatedClass && family(annotated.getRawType()) != null
                    ? JsonTypeInfo.Value.construct(JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, false)
                    : super.findPolymorphicTypeInfo(config, annotated);
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
            Class<?> family = annotated instanceof AnnotatedClass ? family(annotated.getRawType()) : null;
            if (family == null) {
                return super.findSubtypes(annotated);
            }
            List<NamedType> types = new ArrayList<>();
            for (Class<?> permitted : family.getPermittedSubclasses()) {
                types.add(new NamedType(permitted, permitted.getSimpleName()));
            }
            return types;
        }

        @Override
        public @Nullable String findTypeName(AnnotatedClass annotated) {
            return family(annotated.getRawType()) != null && !Modifier.isAbstract(annotated.getRawType().getModifiers())
                    ? annotated.getRawType().getSimpleName()
                    : super.findTypeName(annotated);
        }

        private static @Nullable Class<?> family(Class<?> type) {
            if (!type.getName().startsWith("dev.pressroom.")) {
                return null;
            }
            if (type.isSealed()) {
                return type;
            }
            return Arrays.stream(type.getInterfaces()).filter(Class::isSealed).findFirst().orElse(null);
        }
    }
}
