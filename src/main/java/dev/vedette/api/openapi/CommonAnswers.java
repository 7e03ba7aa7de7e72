package dev.vedette.api.openapi;

import dev.vedette.api.security.AccessRules;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;

/** Adds to every operation what every one has: the role it needs, and answers for all. */
final class CommonAnswers implements OpenApiCustomizer, Ordered {

  private static final Map<String, String> FOR_ALL =
      Map.of(
          "400", "InvalidParameter",
          "401", "Unauthenticated",
          "403", "Forbidden",
          "406", "NotAcceptable",
          "429", "TooManyFailedLogins",
          "503", "EngineUnavailable");

  /** Before {@link StableOrder}. */
  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  public void customise(OpenAPI document) {
    document
        .getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) -> complete(path, item, method, operation)));
  }

  private static void complete(
      String path, PathItem item, PathItem.HttpMethod method, Operation operation) {
    String role = AccessRules.roleFor(method.name(), path).word();
    operation.setDescription(operation.getDescription() + " Needs the role `" + role + "`.");
    ApiResponses answers = operation.getResponses();
    FOR_ALL.forEach((status, name) -> {
      if (!answers.containsKey(status)) {
        answers.addApiResponse(status, new ApiResponse().$ref(name));
      }
    });
    switch (method) {
      case HEAD -> {
        operation.setOperationId(item.getGet().getOperationId() + "ByHead");
        answers.values().forEach(answer -> answer.setContent(null));
      }
      case OPTIONS -> operation.setOperationId(item.getGet().getOperationId() + "ByOptions");
      case GET, POST, PUT, PATCH, DELETE, TRACE -> {}
    }
  }
}
