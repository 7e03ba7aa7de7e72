package dev.vedette.api.openapi;

import dev.vedette.api.problem.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answers that are problems, one component for each, with an example. */
final class ProblemResponses {

  private static final String SCHEMA = "#/components/schemas/Problem";

  private ProblemResponses() {}

  static void addTo(Components components) {
    components.addSchemas("Problem", problemSchema());
    response(
        components,
        "UnknownMaster",
        "There is no master of that name; `known` lists those there are.",
        ProblemType.UNKNOWN_MASTER,
        "No master is called 'mymastre'.",
        Map.of("known", List.of("mymaster")));
    response(
        components,
        "UnknownReplica",
        "There is no master of that name, or no such replica of it.",
        ProblemType.UNKNOWN_REPLICA,
        "No such replica of that master: 10.0.0.9:6379",
        Map.of("hint", "GET /api/v1/masters/{name}/replicas lists them."));
    response(
        components,
        "InvalidParameter",
        "A parameter is unknown or has a bad value.",
        ProblemType.INVALID_PARAMETER,
        "'size' must be 1 or more.",
        Map.of("field", "size"));
    response(
        components,
        "InvalidBody",
        "The body is no JSON, or a field of it is unknown or has a bad value. Nothing was changed.",
        ProblemType.INVALID_FIELD,
        "'quorum' must be a whole number from 1 to 2147483647.",
        Map.of(
            "field",
            "quorum",
            "hint",
            "Nothing was changed. Correct the fields listed in errors."));
    response(
        components,
        "BodyTooLarge",
        "The body has more than 65536 bytes. Nothing was changed.",
        ProblemType.BODY_TOO_LARGE,
        "The body has more than 65536 bytes.",
        Map.of());
    response(
        components,
        "UnsupportedMediaType",
        "The body is not sent as JSON. Nothing was changed.",
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "The body is text/plain.",
        Map.of("hint", "Send JSON with 'Content-Type: application/json'."));
    response(
        components,
        "NotAcceptable",
        "The answer is not available in the media type that is asked for.",
        ProblemType.NOT_ACCEPTABLE,
        "The answer is not available in the media type that is asked for.",
        Map.of());
    response(
        components,
        "Unauthenticated",
        "Credentials are needed, or those given are wrong.",
        ProblemType.UNAUTHENTICATED,
        "This needs credentials.",
        Map.of());
    response(
        components,
        "Forbidden",
        "The role does not allow this.",
        ProblemType.FORBIDDEN,
        "This needs the role admin; you are viewer.",
        Map.of());
    response(
        components,
        "TooManyFailedLogins",
        "Too many log-ins from that address failed; `Retry-After` says when to try again.",
        ProblemType.TOO_MANY_FAILED_LOGINS,
        "Too many log-ins from 10.0.0.9 failed.",
        Map.of());
    response(
        components,
        "MasterDown",
        "The master is down.",
        ProblemType.MASTER_DOWN,
        "Master 'mymaster' is odown since 2025-01-31T12:00:00.000Z",
        Map.of());
    response(
        components,
        "DuplicateMaster",
        "A master of that name is watched already. Nothing was changed.",
        ProblemType.DUPLICATE_MASTER,
        "Duplicate master name.",
        Map.of("field", "name"));
    response(
        components,
        "FailoverInProgress",
        "A failover of this master is in progress already.",
        ProblemType.FAILOVER_IN_PROGRESS,
        "Failover already in progress",
        Map.of());
    response(
        components,
        "NoGoodReplica",
        "No replica can be promoted; `verdicts` says why, for every replica. Also when a"
            + " coordinated failover is not possible.",
        ProblemType.NO_GOOD_REPLICA,
        "None of its 1 replicas can be promoted.",
        Map.of(
            "verdicts",
            List.of(
                new TreeMap<>(
                    Map.of(
                        "replica", "10.0.0.6:6379",
                        "fitness", "priority_zero",
                        "rank", 0,
                        "priority", 0,
                        "offset", 18202,
                        "runId", "",
                        "detail", "replica-priority is 0")))));
    response(
        components,
        "UnresolvedHost",
        "The host is a name that does not resolve, or names are not resolved here; or a script"
            + " may not be changed. Nothing was changed.",
        ProblemType.UNRESOLVED_HOST,
        "'redis-1' is no numeric address, and names are not resolved here.",
        Map.of("field", "host"));
    response(
        components,
        "ScriptsDenied",
        "Script paths can be changed only in the file. Nothing was changed.",
        ProblemType.SCRIPTS_DENIED,
        "Changing script paths is switched off by deny-scripts-reconfig.",
        Map.of());
    response(
        components,
        "UnknownScript",
        "There is no script of that id, or it has ended.",
        ProblemType.UNKNOWN_SCRIPT,
        "There is no script with the id 7.",
        Map.of("known", List.of("8")));
    response(
        components,
        "UnknownFailover",
        "There is no failover of that id, or it is no longer kept.",
        ProblemType.UNKNOWN_FAILOVER,
        "There is no failover 'mymaster-99'.",
        Map.of());
    response(
        components,
        "HistoryUnavailable",
        "The journal cannot be read now, or is switched off.",
        ProblemType.HISTORY_UNAVAILABLE,
        "The journal cannot be read now.",
        Map.of());
    notifications(components);
    response(
        components,
        "TooManyStreams",
        "Too many streams are open, or the history cannot be read now.",
        ProblemType.TOO_MANY_STREAMS,
        "100 streams are open already.",
        Map.of());
    response(
        components,
        "NotSaved",
        "The change could not be written to disk, or the engine did not answer in time.",
        ProblemType.NOT_SAVED,
        "The change could not be written to disk.",
        Map.of());
    response(
        components,
        "EngineUnavailable",
        "The engine cannot answer now.",
        ProblemType.ENGINE_UNAVAILABLE,
        "The engine has too much to do.",
        Map.of());
  }

  private static void notifications(Components components) {
    response(
        components,
        "UnknownDelivery",
        "There is no delivery of that number, or it is no longer kept; or, to be cancelled, it is"
            + " over already.",
        ProblemType.UNKNOWN_DELIVERY,
        "There is no delivery 42.",
        Map.of());
    response(
        components,
        "UnknownChannel",
        "There is no channel of that name, or no such route.",
        ProblemType.UNKNOWN_CHANNEL,
        "No channel is called 'ops-mial'.",
        Map.of("known", List.of("ops-mail")));
    response(
        components,
        "UnknownSilence",
        "There is no silence of that id, or it is over.",
        ProblemType.UNKNOWN_SILENCE,
        "There is no silence 2c9f.",
        Map.of());
    response(
        components,
        "InvalidConfiguration",
        "A property has a wrong value. Nothing was changed.",
        ProblemType.INVALID_CONFIGURATION,
        "vedette.notify.routes[0].channels[0] there is no channel 'ops-mial'; there are"
            + " [ops-mail]",
        Map.of("field", "vedette.notify.routes[0].channels[0]"));
    response(
        components,
        "QueueUnavailable",
        "The file of the notification queue cannot be used now. Nothing was changed.",
        ProblemType.QUEUE_UNAVAILABLE,
        "The queue cannot be used now: database or disk is full",
        Map.of());
  }

  private static void response(
      Components components,
      String name,
      String description,
      ProblemType type,
      String detail,
      Map<String, Object> more) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", type.uri().toString());
    example.put("title", type.title());
    example.put("status", type.status().value());
    example.put("detail", detail);
    more.keySet().stream().sorted().forEach(key -> example.put(key, more.get(key)));
    components.addResponses(
        name,
        new ApiResponse()
            .description(description)
            .content(
                new Content()
                    .addMediaType(
                        "application/problem+json",
                        new MediaType()
                            .schema(new Schema<>().$ref(SCHEMA))
                            .addExamples(type.slug(), new Example().value(example)))));
  }

  private static Schema<?> problemSchema() {
    Schema<?> fieldProblem =
        new ObjectSchema()
            .addProperty("field", new StringSchema().example("quorum"))
            .addProperty("message", new StringSchema().example("must be a whole number"));
    return new ObjectSchema()
        .description(
            "Something went wrong (RFC 9457). Problems can have more properties than these.")
        .addProperty(
            "type",
            new StringSchema()
                .format("uri")
                .description("Stable name of the kind of problem.")
                .example(ProblemType.BASE + "unknown-master"))
        .addProperty("title", new StringSchema().description("The same for every one of its type."))
        .addProperty("status", new IntegerSchema().description("The status code.").example(404))
        .addProperty("detail", new StringSchema().description("What is wrong this time."))
        .addProperty("instance", new StringSchema().description("The path of the request."))
        .addProperty(
            "field", new StringSchema().description("The field or parameter at fault, if any."))
        .addProperty("hint", new StringSchema().description("What to do about it."))
        .addProperty(
            "known",
            new ArraySchema()
                .items(new StringSchema())
                .description("What would have been right: names, fields or parameters."))
        .addProperty(
            "errors",
            new ArraySchema().items(fieldProblem).description("All fields with bad values."));
  }
}
