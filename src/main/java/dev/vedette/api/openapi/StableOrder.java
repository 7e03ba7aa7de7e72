package dev.vedette.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;

/** Sorts the document, so that it is the same whenever it is made. Comes last. */
final class StableOrder implements OpenApiCustomizer, Ordered {

  @Override
  public void customise(OpenAPI document) {
    TreeMap<String, PathItem> items = new TreeMap<>(document.getPaths());
    items.values().forEach(item -> item.readOperations().forEach(StableOrder::sort));
    Paths paths = new Paths();
    items.forEach(paths::addPathItem);
    document.setPaths(paths);
    document.getComponents().setSchemas(new TreeMap<>(document.getComponents().getSchemas()));
    document.getComponents().setResponses(new TreeMap<>(document.getComponents().getResponses()));
    // Left over from bodies that are read as a tree; the document shows their fields instead.
    document.getComponents().getSchemas().remove("JsonNode");
  }

  private static void sort(Operation operation) {
    TreeMap<String, ApiResponse> byStatus = new TreeMap<>(operation.getResponses());
    ApiResponses answers = new ApiResponses();
    byStatus.forEach(answers::addApiResponse);
    operation.setResponses(answers);
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
