package dev.vedette.api.master;

import dev.vedette.api.access.AnswerProblems;
import dev.vedette.api.access.SentinelAccess;
import dev.vedette.api.problem.FieldProblem;
import dev.vedette.api.problem.ProblemAdvice;
import dev.vedette.sentinel.option.MasterChange;
import dev.vedette.sentinel.option.MasterOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Looks at the scripts of a change, which the core cannot. */
public final class ScriptPaths {

  private final SentinelAccess sentinel;
  private final Path workingDirectory;

  /**
   * Scripts of that sentinel.
   *
   * @param workingDirectory where relative paths start
   */
  public ScriptPaths(SentinelAccess sentinel, Path workingDirectory) {
    this.sentinel = sentinel;
    this.workingDirectory = workingDirectory;
  }

  /**
   * Returns when all scripts of a change may be set and can be run.
   *
   * @throws dev.vedette.api.problem.ProblemException 422 while scripts may not be changed, 400 for
   *     a path that is no executable file
   */
  void check(MasterChange change) {
    Map<MasterOption, String> scripts = change.scripts();
    if (scripts.isEmpty()) {
      return;
    }
    if (sentinel.settings().denyScriptsReconfig()) {
      throw AnswerProblems.scriptsDenied(
          "Changing script paths is switched off by deny-scripts-reconfig.");
    }
    List<FieldProblem> problems =
        scripts.entrySet().stream()
            .filter(script -> !script.getValue().isEmpty() && !canRun(script.getValue()))
            .map(script ->
                new FieldProblem(field(script.getKey()), "must be the path of an executable file"))
            .toList();
    if (!problems.isEmpty()) {
      throw ProblemAdvice.invalidFields(problems);
    }
  }

  private static String field(MasterOption option) {
    return option == MasterOption.NOTIFICATION_SCRIPT
        ? "notificationScript"
        : "clientReconfigScript";
  }

  private boolean canRun(String path) {
    try {
      Path file = workingDirectory.resolve(path);
      return Files.isRegularFile(file) && Files.isExecutable(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
