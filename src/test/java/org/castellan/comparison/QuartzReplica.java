package org.castellan.comparison;

import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.DBConnectionManager;

/** Quartz in a cluster over its JDBC job store, with a job that requests recovery. */
final class QuartzReplica implements Replica {

  private static final String CLUSTER = "comparison";

  /** It has this built in: what a check-in may be late before an instance counts as failed. */
  private static final Duration TOLERANCE = Duration.ofMillis(7500);

  private static final Duration SHORTEST_CHECKIN = Duration.ofMillis(500);

  private final Setup setup;
  private final Sessions sessions;
  private final Scheduler scheduler;

  QuartzReplica(Setup setup) {
    this.setup = setup;
    this.sessions = new Sessions(setup.url());
    DBConnectionManager.getInstance()
        .addConnectionProvider(setup.node(), new QuartzConnections(sessions));
    try {
      this.scheduler = new StdSchedulerFactory(properties(setup)).getScheduler();
      scheduler.setJobFactory((bundle, unused) -> new QuartzJob(setup.work()));
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
    // One process takes two instances of a cluster for the same, unless it forgets the first.
    SchedulerRepository.getInstance().remove(CLUSTER);
  }

  /** Found at another instance's check-in, which is itself one interval later at most. */
  private static Duration checkin(Times times) {
    Duration left = times.promise().minus(TOLERANCE).dividedBy(2);
    return left.compareTo(SHORTEST_CHECKIN) < 0 ? SHORTEST_CHECKIN : left;
  }

  static String settings(Times times) {
    return "check-in %s and the %s that are built in, requestRecovery"
        .formatted(Times.seconds(checkin(times)), Times.seconds(TOLERANCE));
  }

  private static Properties properties(Setup setup) {
    var properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", CLUSTER);
    properties.setProperty("org.quartz.scheduler.instanceId", setup.node());
    properties.setProperty("org.quartz.threadPool.threadCount", "2");
    String store = "org.quartz.jobStore.";
    properties.setProperty(store + "class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    properties.setProperty(
        store + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    properties.setProperty(store + "dataSource", setup.node());
    properties.setProperty(store + "isClustered", "true");
    properties.setProperty(
        store + "clusterCheckinInterval", Long.toString(checkin(setup.times()).toMillis()));
    return properties;
  }

  @Override
  public void start() {
    try {
      plan();
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  private void plan() throws SchedulerException {
    JobDetail job =
        JobBuilder.newJob(QuartzJob.class).withIdentity(setup.job()).requestRecovery().build();
    Times times = setup.times();
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(setup.job())
            .startAt(Date.from(setup.first()))
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(times.interval().toMillis())
                    .repeatForever())
            .build();
    try {
      scheduler.scheduleJob(job, trigger);
    } catch (ObjectAlreadyExistsException e) {
      // Another replica was first.
    }
  }

  @Override
  public void close() {
    try {
      scheduler.shutdown(false);
      sessions.close();
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }
}
