package org.fovea.testkit.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Debian's Chromium. Most of what Playwright asks of a browser it waits for without an end ({@code evaluate}, new tabs,
 * closing); here nothing is waited for longer than a limit: then the browser's processes are killed, and the caller
 * that waits gets an exception. Registered as an extension it runs as long as the tests of a class.
 */
public final class Chromium implements AutoCloseable, BeforeAllCallback, AfterAllCallback {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final int HEIGHT = 900;

    /** How long a tab may stay open. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** How long the browser may take to end; where it does not, Playwright would wait for it. */
    private static final Duration END = Duration.ofSeconds(20);

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watch of Chromium").factory());
    private Running running;

    /** Of a class of tests, which registers it. */
    public Chromium() {}

    /** A browser, the driver between it and the tests, and the driver's process. */
    private static final class Running {
        private final Playwright playwright;
        private final Browser browser;
        private final Set<ProcessHandle> driver;
        private volatile boolean killed;

        private Running(Playwright playwright, Browser browser, Set<ProcessHandle> driver) {
            this.playwright = playwright;
            this.browser = browser;
            this.driver = driver;
        }

        /** The driver first: its end is what the caller notices. */
        private void kill() {
            killed = true;
            List<ProcessHandle> browsers =
                    driver.stream().flatMap(ProcessHandle::descendants).toList();
            driver.forEach(ProcessHandle::destroyForcibly);
            browsers.forEach(ProcessHandle::destroyForcibly);
        }

        private void close() {
            browser.close();
            playwright.close();
        }
    }

    /** Starts it for one test; where it is absent, the test is skipped and says so. */
    public static Chromium start() {
        Chromium chromium = new Chromium();
        chromium.running = launch();
        return chromium;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = launch();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    private static Path program() {
        String search = System.getenv().getOrDefault("PATH", "");
        Optional<Path> found = NAMES.stream()
                .flatMap(name -> Stream.of(search.split(File.pathSeparator, -1))
                        .map(place -> Path.of(place).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "no chromium on the PATH, so that pages are not tried in a browser");
        return found.get();
    }

    private static Running launch() {
        Path program = program();
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Set<ProcessHandle> driver = ProcessHandle.current()
                .children()
                .filter(process -> !before.contains(process))
                .collect(Collectors.toSet());
        Browser browser = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(program).setArgs(FLAGS));
        return new Running(playwright, browser, driver);
    }

    /** A tab of 1200 pixels in light colours. */
    public Tab tab() {
        return tab(1200, ColorScheme.LIGHT, true);
    }

    /** An empty tab. */
    public Tab tab(int width, ColorScheme colours, boolean scripts) {
        return tab(width, colours, scripts, LIMIT);
    }

    private Tab tab(int width, ColorScheme colours, boolean scripts, Duration limit) {
        if (running.killed) {
            running = launch();
        }
        ScheduledFuture<?> end = watch.schedule(running::kill, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            BrowserContext context = running.browser.newContext(new Browser.NewContextOptions()
                    .setViewportSize(width, HEIGHT)
                    .setColorScheme(colours)
                    .setJavaScriptEnabled(scripts));
            return new Tab(context.newPage(), () -> end.cancel(false));
        } catch (RuntimeException e) {
            end.cancel(false);
            throw e;
        }
    }

    /**
     * Does something in a tab of its own. Where the browser stops answering meanwhile, another is started, and the task
     * started again; a task that the second browser does not answer either fails.
     */
    public void inTab(int width, ColorScheme colours, Duration limit, Consumer<Tab> task) {
        try {
            once(width, colours, limit, task);
        } catch (PlaywrightException e) {
            if (!running.killed) {
                throw e;
            }
            System.err.println("Chromium did not answer within " + limit.toSeconds() + " s and is started again: "
                    + e.getMessage());
            once(width, colours, limit, task);
        }
    }

    private void once(int width, ColorScheme colours, Duration limit, Consumer<Tab> task) {
        try (Tab tab = tab(width, colours, true, limit)) {
            task.accept(tab);
        }
    }

    @Override
    public void close() {
        if (running == null) {
            return;
        }
        ScheduledFuture<?> end = watch.schedule(running::kill, END.toMillis(), TimeUnit.MILLISECONDS);
        try {
            running.close();
        } catch (PlaywrightException e) {
            if (!running.killed) {
                throw e;
            }
        } finally {
            end.cancel(false);
            watch.shutdownNow();
        }
    }
}
