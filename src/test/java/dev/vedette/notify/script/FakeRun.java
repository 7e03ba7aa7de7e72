package dev.vedette.notify.script;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A script that ends when the test says so. */
final class FakeRun implements ScriptRun {

  private final long pid;
  private final CompletableFuture<ScriptExit> exit = new CompletableFuture<>();
  private volatile boolean killed;

  FakeRun(long pid) {
    this.pid = pid;
  }

  void end(int exitCode, int signal) {
    exit.complete(new ScriptExit(exitCode, signal, List.of()));
  }

  boolean killed() {
    return killed;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public CompletionStage<ScriptExit> exit() {
    return exit;
  }

  @Override
  public void kill() {
    killed = true;
    end(0, 9);
  }
}
