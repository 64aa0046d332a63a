package org.castellan.run;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.castellan.testkit.Program;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium, without a window, that sees this machine alone. Not thread-safe. */
public final class Browser implements AutoCloseable {

  private static final Program CHROMIUM = new Program("chromium", "chromium chromium-driver");
  private static final Program DRIVER = new Program("chromedriver", "chromium chromium-driver");
  private static final Path PICTURES = Path.of("target", "console");
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  /** Kept, because the logging system forgets loggers that nobody holds. */
  private static final Logger QUIET = Logger.getLogger("org.openqa.selenium");

  private static final String FINDINGS =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations
        .filter(each => ['serious', 'critical'].includes(each.impact))
        .map(each => each.id + ': ' + each.nodes.map(node => node.html).join(' '))));
      """;

  private final ChromeDriver driver;

  /** Starts it; skips the test where it is not installed. */
  public Browser() {
    QUIET.setLevel(Level.SEVERE);
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    var options = new ChromeOptions().setBinary(CHROMIUM.require().toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    options.addArguments("--hide-scrollbars", "--no-first-run", "--disable-background-networking");
    options.addArguments("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
    options.setCapability("goog:loggingPrefs", logs);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.require().toFile())
            .withSilent(true)
            .build();
    driver = new ChromeDriver(service, options);
    desktop();
  }

  public void desktop() {
    screen(1280, 900, false);
  }

  public void phone() {
    screen(390, 844, true);
  }

  private void screen(int width, int height, boolean mobile) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
  }

  /**
   * What the user prefers.
   *
   * @param scheme light or dark
   */
  public void prefer(String scheme) {
    var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  public void open(String url) {
    driver.get(url);
  }

  public List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  public WebElement one(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** What can be read there; empty where nothing is. */
  public String text(String css) {
    return all(css).stream().map(WebElement::getText).collect(joining("\n"));
  }

  public Object run(String script, Object... arguments) {
    return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
  }

  /** The value of an asynchronous function's body. */
  public Object await(String body) {
    String script =
        "const done = arguments[arguments.length - 1]; (async () => {"
            + body
            + "})().then(done, error => done('failed: ' + error));";
    return Objects.requireNonNullElse(driver.executeAsyncScript(script), "");
  }

  /** What axe-core finds on the page that is serious or critical. */
  public List<?> barriers() {
    run(axe());
    return (List<?>) Objects.requireNonNull(driver.executeAsyncScript(FINDINGS));
  }

  private static String axe() {
    try (InputStream script = Browser.class.getResourceAsStream(AXE)) {
      byte[] bytes = Objects.requireNonNull(script).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the browser called an error since this was asked last; a violated policy is one. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** A picture of the whole page, in {@code target/console}. */
  public void picture(String name) {
    Object png =
        driver
            .executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
            .get("data");
    try {
      Path file = Files.createDirectories(PICTURES).resolve(name + ".png");
      Files.write(file, Base64.getDecoder().decode((String) Objects.requireNonNull(png)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
