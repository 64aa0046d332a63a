package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.castellan.artifact.UploadsUnderWay;
import org.castellan.audit.EventRetention;
import org.castellan.credential.KeyRotation;
import org.castellan.credential.RotationRounds;
import org.castellan.lock.SessionPinning;
import org.castellan.runtime.management.ConsoleBeans;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.start.Announcement;
import org.castellan.runtime.start.Boot;
import org.castellan.runtime.start.Database;
import org.castellan.runtime.start.Lifecycle;
import org.castellan.runtime.start.PoolerSearch;
import org.castellan.runtime.start.Step;
import org.castellan.schedule.CheckerSchedule;
import org.castellan.schedule.Pace;
import org.castellan.schedule.ReplicaNode;
import org.castellan.schedule.Replicas;
import org.castellan.storage.Providers;
import org.castellan.validation.SecondOpinions;
import org.castellan.web.stream.EventStream;
import org.castellan.webhook.Webhook;

/** The steps of the start, in their order. */
@Dependent
public class StartWiring {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Produces
  @Singleton
  Lifecycle lifecycle() {
    return new Lifecycle();
  }

  @Produces
  @Singleton
  Boot boot(
      @Pool ManagedScheduledExecutorService executor,
      Lifecycle lifecycle,
      Settings settings,
      Database database,
      @Locks DataSource lockSource,
      @Pool DataSource workSource,
      Providers providers,
      CheckerSchedule schedule,
      SecondOpinions opinions,
      UploadsUnderWay uploads,
      ConsoleBeans console,
      EventRetention retention,
      EventStream stream,
      KeyRotation rotation,
      RotationRounds rotations,
      Replicas replicas,
      Pace pace,
      Webhook webhook) {
    String address = settings.database().address();
    var steps =
        List.of(
            new Step("The database at " + address + " cannot be reached.", database::reach),
            new Step(
                "The database at %s must be PostgreSQL %d or later: upgrade it, or name another one."
                    .formatted(address, Database.OLDEST),
                database::requireVersion),
            new Step("The database's schema cannot be brought up to date.", database::migrate),
            new Step(
                "The lock's database sessions are not its own.",
                () -> SessionPinning.require(lockSource)),
            new Step(
                "Poolers cannot be told of.",
                () -> replicas.behind(new PoolerSearch(lockSource, workSource).found())),
            new Step(
                "The encryption keyset is not that of the replicas that run.",
                () -> rotation.requireKeysOf(others(replicas, pace, settings))),
            new Step("The storage clients cannot be loaded.", providers::warmUp),
            new Step("The checkers cannot be scheduled.", schedule::start),
            new Step("Second opinions cannot be scheduled.", opinions::start),
            new Step("Uploads cannot be told of.", uploads::start),
            new Step("The console's beans cannot be shown.", console::show),
            new Step("The keys cannot be told of.", rotations::start),
            new Step("Old events cannot be deleted.", retention::start),
            new Step("The webhook cannot be told of events.", webhook::start),
            new Step("Never fails.", () -> Announcement.log(settings)));
    return new Boot(
        executor,
        lifecycle,
        steps,
        () -> {
          stream.stop();
          webhook.stop();
          retention.stop();
          rotations.stop();
          end(schedule, opinions, uploads, console);
        },
        PAUSE);
  }

  private static List<String> others(Replicas replicas, Pace pace, Settings settings) {
    return replicas.seenWithin(pace.peerWindow()).stream()
        .map(ReplicaNode::id)
        .filter(id -> !id.equals(settings.node().id()))
        .toList();
  }

  private static void end(
      CheckerSchedule schedule,
      SecondOpinions opinions,
      UploadsUnderWay uploads,
      ConsoleBeans console) {
    console.hide();
    uploads.stop();
    opinions.stop();
    schedule.stop();
  }
}
