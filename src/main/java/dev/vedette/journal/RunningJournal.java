package dev.vedette.journal;

import dev.vedette.engine.Engine;

/**
 * A journal and what is to be done when it is not needed any more.
 *
 * @param journal for readers
 * @param end ends it
 */
record RunningJournal(Journal journal, Runnable end) implements AutoCloseable {

  /** One that keeps nothing. */
  static RunningJournal disabled(JournalSettings settings) {
    return new RunningJournal(new DisabledJournal(settings.file()), () -> {});
  }

  /** One that hears every event of the engine that it has not written down before. */
  static RunningJournal of(JournalSettings settings, JournalHome home, Engine engine) {
    DatabaseJournal journal = new DatabaseJournal(settings, home);
    journal.start();
    engine.addListener(journal.listener(), home.lastSequence());
    return new RunningJournal(
        journal,
        () -> {
          engine.removeListener(journal.listener());
          journal.close();
        });
  }

  @Override
  public void close() {
    end.run();
  }
}
