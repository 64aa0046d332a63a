package org.castellan.testkit;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.Objects;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** From an image, in a container that only this machine reaches. */
record ContainerPostgresServer(PostgreSQLContainer container, String image)
    implements PostgresServer {

  private static final int PORT = 5432;

  /**
   * Waits until it accepts connections.
   *
   * @throws RuntimeException Testcontainers' own, when the image cannot be had or does not start
   */
  static ContainerPostgresServer start(String image) {
    var container =
        new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
            .withUsername("postgres")
            .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
            .withCreateContainerCmdModifier(ContainerPostgresServer::onlyForThisMachine);
    container.setCommand("postgres", "-c", "fsync=off", "-c", "max_connections=" + MAX_CONNECTIONS);
    container.start();
    return new ContainerPostgresServer(container, image);
  }

  private static void onlyForThisMachine(CreateContainerCmd command) {
    HostConfig host = Objects.requireNonNull(command.getHostConfig());
    host.withPortBindings(
        new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(PORT)));
  }

  @Override
  public int port() {
    return container.getMappedPort(PORT);
  }

  @Override
  public String origin() {
    return "container of " + image;
  }

  @Override
  public void close() {
    container.stop();
  }
}
