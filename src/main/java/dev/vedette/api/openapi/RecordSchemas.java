package dev.vedette.api.openapi;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells from our records what their schemas cannot tell otherwise: every property of an answer is
 * always there, and those that are {@code @Nullable} can be null. What clients send ({@code Patch},
 * {@code New…}, {@code …Request}) is described by its own annotations.
 */
final class RecordSchemas implements ModelConverter {

  private static final String OURS = "dev.vedette.";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
    if (schema == null || !raw.isRecord() || !raw.getName().startsWith(OURS) || isSent(raw)) {
      return schema;
    }
    Schema<?> model = schema;
    String reference = schema.get$ref();
    if (reference != null) {
      model = context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
    }
    if (model != null && model.getProperties() != null) {
      refine(model, raw);
    }
    return schema;
  }

  private static boolean isSent(Class<?> type) {
    String name = type.getSimpleName();
    return name.endsWith("Patch")
        || name.endsWith("Request")
        || name.startsWith("New")
        || name.equals("Periods");
  }

  private static void refine(Schema<?> model, Class<?> type) {
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        refine(model, component.getType());
        required.addAll(model.getRequired());
        continue;
      }
      String name = component.getName();
      Schema<?> property = model.getProperties().get(name);
      if (property != null) {
        required.add(name);
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          model.getProperties().put(name, nullable(property));
        }
      }
    }
    model.setRequired(required);
  }

  @SuppressWarnings("unchecked") // the library's schemas take lists of raw ones
  private static Schema<?> nullable(Schema<?> property) {
    if (property.get$ref() != null) {
      return new Schema<>()
          .description(property.getDescription())
          .anyOf(
              List.of(
                  new Schema<>().$ref(property.get$ref()), new Schema<>().types(Set.of("null"))));
    }
    if (property.getTypes() != null) {
      property.addType("null");
    }
    if (property.getEnum() != null && !property.getEnum().contains(null)) {
      allowNull(property);
    }
    return property;
  }

  @SuppressWarnings("unchecked")
  private static void allowNull(Schema<?> property) {
    List<@Nullable Object> values = new ArrayList<>(property.getEnum());
    values.add(null);
    ((Schema<Object>) property).setEnum((List<Object>) (List<?>) values);
  }
}
