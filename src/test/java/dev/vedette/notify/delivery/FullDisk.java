package dev.vedette.notify.delivery;

/** Makes a queue file unable to grow, as on a full disk, and able again. */
public final class FullDisk {

  private FullDisk() {}

  /** From now on every write that needs room fails. */
  public static void fill(QueueDatabase database) {
    limit(database, 1); // the present size is the least that SQLite accepts
    database.run(client -> client.sql("PRAGMA wal_checkpoint(TRUNCATE)").query().listOfRows());
  }

  /** There is room again. */
  public static void free(QueueDatabase database) {
    limit(database, 1_000_000);
  }

  private static void limit(QueueDatabase database, int pages) {
    database.run(
        client -> client.sql("PRAGMA max_page_count = " + pages).query(Long.class).single());
  }
}
