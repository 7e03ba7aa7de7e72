package dev.vedette.api.web;

import dev.vedette.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that an operation does not have, so that a misspelt filter is not taken
 * for no filter, and ones that are given twice.
 */
public final class UnknownParameterGuard implements HandlerInterceptor {

  private final Map<HandlerMethod, List<String>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && !isForm(request)) {
      List<String> names = known.computeIfAbsent(method, UnknownParameterGuard::parameters);
      request.getParameterMap().forEach((name, values) -> check(name, values, names));
    }
    return true;
  }

  /** Its fields would look like parameters; it is refused for its media type. */
  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.startsWith("application/x-www-form-urlencoded");
  }

  private static void check(String name, String[] values, List<String> known) {
    if (!known.contains(name)) {
      throw ProblemType.UNKNOWN_PARAMETER
          .because("There is no parameter '" + name + "' here.")
          .field(name)
          .hint(known.isEmpty() ? "This operation takes none." : "Use one of the known ones.")
          .known(known);
    }
    if (values.length > 1) {
      throw ProblemType.INVALID_PARAMETER
          .because("'" + name + "' is given " + values.length + " times.")
          .field(name)
          .hint("Give it once.");
    }
  }

  private static List<String> parameters(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .flatMap(UnknownParameterGuard::names)
        .sorted()
        .toList();
  }

  private static Stream<String> names(MethodParameter parameter) {
    RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
    if (annotation == null) {
      return Stream.of();
    }
    @Nullable String compiled = parameter.getParameter().getName();
    return Stream.of(
        annotation.name().isEmpty() ? Objects.requireNonNull(compiled) : annotation.name());
  }
}
