package org.castellan.runtime.management;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.castellan.schedule.CheckerLoop;
import org.castellan.schedule.Checkers;

/**
 * What the beans of a replica are made of.
 *
 * @param scopes of its checkers
 * @param checkers asked for what the whole cluster has
 * @param threads where they are asked
 * @param poll how often this replica looks
 * @param ttl of its leases
 */
public record CheckerConsole(
    List<String> scopes,
    Checkers checkers,
    ApplicationThreads threads,
    InstantSource clock,
    Orders orders,
    AttemptCounts attempts,
    WatchedLock lock,
    Duration poll,
    Duration ttl) {

  public CheckerConsole {
    scopes = List.copyOf(scopes);
  }

  /** All beans, not shown yet. */
  public ConsoleBeans beans(MBeanServer server, BeanNames names, ValidationBean validation) {
    var glance = new Glance(checkers, threads, clock);
    Map<ObjectName, Object> beans = new HashMap<>();
    beans.put(names.of("Validation"), validation);
    for (String scope : scopes) {
      var key = CheckerLoop.lockKey(scope);
      beans.put(names.of("Checker", scope), new CheckerBean(scope, poll, glance, orders, attempts));
      beans.put(names.of("Lease", scope), new LeaseBean(scope, key, ttl, lock.of(key)));
    }
    return new ConsoleBeans(server, beans);
  }
}
