package dev.vedette.api.openapi;

/** The groups of operations. */
public final class Tags {

  public static final String SENTINEL = "Sentinel";
  public static final String MASTERS = "Masters";
  public static final String FAILOVERS = "Failovers";
  public static final String EVENTS = "Events";
  public static final String LOAD_BALANCERS = "Load balancers";
  public static final String SCRIPTS = "Scripts";
  public static final String NOTIFICATIONS = "Notifications";

  private Tags() {}
}
