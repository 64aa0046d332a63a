package org.castellan.schedule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds what is wrong with the replicas that are there. */
public final class ClusterWarnings {

  /** What a time service keeps with ease. */
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  private ClusterWarnings() {}

  /** Those that the others have missed are passed over. */
  public static List<ClusterWarning> of(List<ReplicaNode> replicas) {
    List<ReplicaNode> present = replicas.stream().filter(each -> !each.gone()).toList();
    return Stream.of(
            settings(present).stream(),
            present.stream().flatMap(each -> clock(each).stream()),
            present.stream().flatMap(each -> pooler(each).stream()))
        .flatMap(each -> each)
        .toList();
  }

  /** Who tells none runs an older version, of which others have a warning. */
  private static Optional<ClusterWarning> settings(List<ReplicaNode> replicas) {
    List<ReplicaNode> telling = replicas.stream().filter(it -> !it.settings().isEmpty()).toList();
    List<String> names =
        telling.stream()
            .flatMap(each -> each.settings().keySet().stream())
            .distinct()
            .filter(name -> byValue(telling, name).size() > 1)
            .sorted()
            .toList();
    return Optional.of(names)
        .filter(found -> !found.isEmpty())
        .map(found -> differ(telling, found));
  }

  private static ClusterWarning differ(List<ReplicaNode> replicas, List<String> names) {
    String values =
        names.stream()
            .map(name -> "%s (%s)".formatted(name, values(replicas, name)))
            .collect(joining(", "));
    return new ClusterWarning(
        ClusterWarning.Kind.SETTINGS_DIFFER,
        "Replicas run with different settings: %s. Give all of them the same, and restart those that"
                .formatted(values)
            + " have others. Until then what happens depends on the replica that does it, and"
            + " intervals and caps are those of the one that started last.",
        replicas.stream().map(ReplicaNode::id).toList(),
        names);
  }

  private static String values(List<ReplicaNode> replicas, String name) {
    return byValue(replicas, name).entrySet().stream()
        .map(each -> "%s on %s".formatted(each.getKey(), String.join(" and ", each.getValue())))
        .collect(joining(", "));
  }

  private static Map<String, List<String>> byValue(List<ReplicaNode> replicas, String name) {
    return replicas.stream()
        .filter(each -> each.settings().containsKey(name))
        .collect(
            groupingBy(
                each -> each.settings().getOrDefault(name, ""),
                TreeMap::new,
                mapping(ReplicaNode::id, toList())));
  }

  private static Optional<ClusterWarning> clock(ReplicaNode replica) {
    return replica
        .clockOffset()
        .filter(offset -> offset.abs().compareTo(TOLERANCE) > 0)
        .map(
            offset ->
                about(
                    ClusterWarning.Kind.CLOCK_OFF,
                    replica,
                    ("The clock of %s is %s %s the database's. Ticks go by the database's clock and"
                            + " stay right, but signatures for storage and the expiry of OpenID"
                            + " tokens go by this one: look at the time service of both machines.")
                        .formatted(
                            replica.id(),
                            seconds(offset),
                            offset.isNegative() ? "behind" : "ahead of")));
  }

  private static String seconds(Duration offset) {
    return String.format(Locale.ROOT, "%.1f s", offset.abs().toMillis() / 1000.0);
  }

  private static Optional<ClusterWarning> pooler(ReplicaNode replica) {
    return Optional.of(replica.poolers())
        .filter(found -> !found.isEmpty())
        .map(
            found ->
                about(
                    ClusterWarning.Kind.POOLER,
                    replica,
                    ("A pooler such as PgBouncer stands between %s and PostgreSQL (%s). Locks"
                            + " hold in session mode only, which the start of a replica checks, and"
                            + " are lost when the pooler restarts; a way for them that goes straight"
                            + " to PostgreSQL is safer: CASTELLAN_LOCK_DATASOURCE_JNDI.")
                        .formatted(replica.id(), String.join(", ", found))));
  }

  private static ClusterWarning about(
      ClusterWarning.Kind kind, ReplicaNode replica, String detail) {
    return new ClusterWarning(kind, detail, List.of(replica.id()), List.of());
  }
}
