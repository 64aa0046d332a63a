package org.castellan.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the server that {@code -Darquillian.launch} names does with the WAR as Maven built it. */
@Tag("arquillian")
class DeploymentIT {

  private static final String CASTELLAN = "castellan";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension
  @Order(1)
  static final DeploymentStage.Before STAGE = new DeploymentStage.Before();

  @RegisterExtension
  @Order(2)
  static final ArquillianExtension ARQUILLIAN = new ArquillianExtension();

  @RegisterExtension
  static final MatrixNotes NOTES = new MatrixNotes(() -> List.of(STAGE.stage().tested()));

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = CASTELLAN, managed = false, testable = false)
  static WebArchive castellan() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, Server.WAR.toFile());
  }

  @Test
  void undeployedItHoldsNothingAndDeployedAgainItHasItsData() {
    deployer.deploy(CASTELLAN);
    try {
      awaitReady();
      api().call("POST", "/api/v1/organizations", "{\"name\":\"anvils\"}");
      deployer.undeploy(CASTELLAN);
      await().atMost(PATIENCE).until(() -> !api().isReady());
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(atWork()).isEmpty());
      deployer.deploy(CASTELLAN);
      awaitReady();
      assertThat(api().get("/api/v1/organizations/anvils").getString("name")).isEqualTo("anvils");
    } finally {
      deployer.undeploy(CASTELLAN);
    }
  }

  private static Api api() {
    return new Api(STAGE.stage().url(), TestCluster.TOKEN);
  }

  private static void awaitReady() {
    await().atMost(PATIENCE).until(api()::isReady);
  }

  /**
   * Sessions of Castellan that hold a lock or do something. Payara Server keeps idle ones of what
   * was undeployed for minutes.
   */
  private static List<String> atWork() {
    String sql =
        """
        select application_name || ': ' || query from pg_stat_activity
         where application_name like 'castellan/%'
           and (state <> 'idle' or pid in (select pid from pg_locks where locktype = 'advisory'))
        """;
    return STAGE
        .stage()
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
