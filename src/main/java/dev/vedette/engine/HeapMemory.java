package dev.vedette.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * How much of the heap is alive, and whether that is too much to take anybody new. What is alive is
 * what the last full collection left over in the old generation; what is only waiting to be
 * collected does not count. Any thread.
 */
public final class HeapMemory {

  /** From here on memory is short: enough is left for those who are there. */
  public static final int SHORT_PERCENT = 80;

  /** Below this it is not any more; the gap keeps it from going to and fro. */
  public static final int EASED_PERCENT = 70;

  /** Where the figures come from. */
  public interface Source {
    /** Bytes that the last full collection left over, 0 before the first. */
    long liveBytes();

    /** Bytes that there is room for at most. */
    long limitBytes();
  }

  private final Source source;
  private volatile boolean isShort;

  /** Watches what that source tells. */
  public HeapMemory(Source source) {
    this.source = source;
  }

  /** Watches the heap of this process. */
  public static HeapMemory ofThisProcess() {
    return new HeapMemory(new OldGeneration(oldGeneration()));
  }

  /** The collectors of the JDK have one pool that they fill last; all of them measure it. */
  private static List<MemoryPoolMXBean> oldGeneration() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .filter(MemoryPoolMXBean::isUsageThresholdSupported)
        .filter(MemoryPoolMXBean::isCollectionUsageThresholdSupported)
        .limit(1)
        .toList();
  }

  /**
   * Looks how much is alive now.
   *
   * @return true when memory has become short, or enough, since the last look
   */
  public boolean look() {
    long limit = source.limitBytes();
    long percent = limit <= 0 ? 0 : source.liveBytes() * 100 / limit;
    boolean before = isShort;
    isShort = percent >= (before ? EASED_PERCENT : SHORT_PERCENT);
    return isShort != before;
  }

  /** Whether nobody new should be taken, as of the last look. */
  public boolean isShort() {
    return isShort;
  }

  /** Bytes that the last full collection left over, 0 before the first. */
  public long liveBytes() {
    return source.liveBytes();
  }

  /** Bytes that there is room for at most. */
  public long limitBytes() {
    return source.limitBytes();
  }

  /** The figures for people. */
  public String describe() {
    return "%d of %d MB are in use".formatted(liveBytes() >> 20, limitBytes() >> 20);
  }

  private record OldGeneration(List<MemoryPoolMXBean> pools) implements Source {

    @Override
    public long liveBytes() {
      long live = 0;
      for (MemoryPoolMXBean pool : pools) {
        MemoryUsage left = pool.getCollectionUsage();
        live += left == null ? 0 : left.getUsed();
      }
      return live;
    }

    @Override
    public long limitBytes() {
      long limit = 0;
      for (MemoryPoolMXBean pool : pools) {
        limit += Math.max(0, pool.getUsage().getMax());
      }
      return limit;
    }
  }
}
