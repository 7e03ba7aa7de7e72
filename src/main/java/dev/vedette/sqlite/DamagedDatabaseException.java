package dev.vedette.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A check found that the database file is damaged. */
public final class DamagedDatabaseException extends SQLException {

  private static final long serialVersionUID = 1;

  DamagedDatabaseException(String message) {
    super(message);
  }

  /** Whether that failure, or what caused it, means that the file is damaged. */
  public static boolean isCauseOf(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean damaged =
          switch (cause) {
            case DamagedDatabaseException _ -> true;
            case SQLiteException e -> meansDamage(e.getResultCode());
            default -> false;
          };
      if (damaged) {
        return true;
      }
    }
    return false;
  }

  private static boolean meansDamage(SQLiteErrorCode code) {
    return code == SQLiteErrorCode.SQLITE_NOTADB || code.name().startsWith("SQLITE_CORRUPT");
  }
}
