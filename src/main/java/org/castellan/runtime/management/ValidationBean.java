package org.castellan.runtime.management;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.castellan.validation.Activity;
import org.castellan.validation.ValidationSettings;

/**
 * This replica's validations in the console. Thread-safe.
 *
 * @param activities of the checkers and of the requests
 * @param waiting how many requests wait
 */
public record ValidationBean(
    List<Activity> activities, IntSupplier waiting, ValidationSettings bounds)
    implements ValidationMXBean {

  public ValidationBean {
    activities = List.copyOf(activities);
  }

  @Override
  public int getRunning() {
    return sum(Activity::running);
  }

  @Override
  public int getQueued() {
    return sum(Activity::queued);
  }

  @Override
  public int getSlowLane() {
    return sum(Activity::slow);
  }

  @Override
  public int getWaitingRequests() {
    return waiting.getAsInt();
  }

  @Override
  public int getParallelism() {
    return bounds.parallelism();
  }

  @Override
  public int getPerHost() {
    return bounds.perHost();
  }

  @Override
  public int getSlowLaneSize() {
    return bounds.slowLane();
  }

  @Override
  public Map<String, Long> getEnded() {
    Map<String, Long> ended = new TreeMap<>();
    activities.forEach(
        activity -> activity.ended().forEach((how, often) -> ended.merge(how, often, Long::sum)));
    return ended;
  }

  private int sum(ToIntFunction<Activity> part) {
    return activities.stream().mapToInt(part).sum();
  }
}
