package dev.vedette.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An operation of an OpenAPI document.
 *
 * @param method in upper case
 * @param path with its variables
 * @param node what the document says
 */
record Operation(String method, String path, JsonNode node) {

  /** All of a document. */
  static List<Operation> all(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        operations.add(
            new Operation(
                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
      }
    }
    return operations;
  }

  String id() {
    return node.path("operationId").asString();
  }

  /** The answer of that status, references followed; missing when there is none. */
  JsonNode answer(JsonNode document, int status) {
    JsonNode answer = node.path("responses").path(Integer.toString(status));
    return answer.has("$ref") ? document.at(answer.path("$ref").asString().substring(1)) : answer;
  }
}
