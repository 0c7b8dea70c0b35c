package org.fovea.site.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.fovea.testkit.browser.Chromium;
import org.fovea.testkit.browser.Tab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The compare viewer in a browser, with frames that carry their numbers. */
@Tag("slow")
@Tag("even")
class ExplorerTest {
    /**
     * Reads a canvas without touching it: reading one itself often enough would make the browser draw it in another
     * way.
     */
    private static final String READ = """
            const scratch = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
            const read = (canvas, x, y) => {
              scratch.drawImage(canvas, Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1, 0, 0, 1, 1);
              return [...scratch.getImageData(0, 0, 1, 1).data];
            };
            const panes = () => [...document.querySelectorAll('.viewer-pane canvas')];
            """;

    /** The number that a canvas shows: eight blocks along its upper edge. */
    private static final String NUMBER = READ + """
            const number = canvas => {
              let n = 0;
              for (let bit = 0; bit < 8; bit++) if (read(canvas, (bit + .5) / 8, 1 / 9)[0] > 128) n |= 1 << bit;
              return n;
            };
            """;

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static PlayedLab lab;

    private Tab tab;
    private Page page;

    @BeforeAll
    static void start() {
        lab = PlayedLab.built();
    }

    @BeforeEach
    void open() {
        tab = chromium.tab();
        page = tab.page();
        visit(two());
    }

    @AfterEach
    void quiet() {
        tab.assertQuiet(lab.folder.toUri().toString());
        tab.close();
    }

    private static String address() {
        return lab.folder.resolve(lab.page()).toUri().toString();
    }

    private static String two() {
        return "#panes=original:picture," + lab.runs.getFirst().numberLabel() + ":picture";
    }

    private static String four() {
        String floor = lab.runs.getFirst().numberLabel();
        String other = lab.runs.getLast().numberLabel();
        return "#frame=5&panes=original:picture," + floor + ":picture," + other + ":picture," + floor + ":picture";
    }

    private void visit(String fragment) {
        page.navigate("about:blank");
        page.navigate(address() + fragment);
        until("document.querySelector('.viewer-pane canvas')?.dataset.frame !== undefined");
    }

    private void until(String condition) {
        until(page, condition);
    }

    /** The browser's own way to wait evaluates texts in the page, which its policy forbids. */
    private static void until(Page page, String condition) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!Boolean.TRUE.equals(page.evaluate(condition))) {
            assertThat(System.nanoTime()).as("waiting for %s", condition).isLessThan(end);
            page.waitForTimeout(20);
        }
    }

    private void awaitFrame(int frame) {
        until("[...document.querySelectorAll('.viewer-pane canvas')].every(each => each.dataset.frame === '" + frame
                + "')");
    }

    /** What all canvases show, by their pictures. */
    private List<Integer> numbers() {
        return numbers(page.evaluate(
                "() => {" + NUMBER + "return [...document.querySelectorAll('.viewer-pane canvas')].map(number); }"));
    }

    @SuppressWarnings("unchecked") // numbers of JavaScript
    private static List<Integer> numbers(Object list) {
        return ((List<Number>) list).stream().map(Number::intValue).toList();
    }

    private List<Integer> pixel(int pane, double x, double y) {
        return numbers(page.evaluate(
                "([pane, x, y]) => {" + READ + "return read(panes()[pane], x, y); }", List.of(pane, x, y)));
    }

    private void select(int pane, String what, String value) {
        page.getByLabel("Pane " + pane + ": " + what).selectOption(value);
    }

    private void enter(String field, int number) {
        page.locator("#viewer-" + field).fill(Integer.toString(number));
        page.locator("#viewer-" + field).press("Enter");
    }

    private void wipe(int percent) {
        page.evaluate(
                "percent => { const wipe = document.getElementById('viewer-wipe'); wipe.value = percent;"
                        + " wipe.dispatchEvent(new Event('input')); }",
                percent);
    }

    private void drag(double fromX, double fromY, double toX, double toY) {
        page.mouse().move(fromX, fromY);
        page.mouse().down();
        page.mouse().move(toX, toY, new Mouse.MoveOptions().setSteps(6));
        page.mouse().up();
    }

    private static void assertColour(List<Integer> pixel, int rgb, int tolerance) {
        assertThat(pixel.get(0)).as("red of %s", pixel).isCloseTo(rgb >> 16, within(tolerance));
        assertThat(pixel.get(1)).as("green of %s", pixel).isCloseTo(rgb >> 8 & 255, within(tolerance));
        assertThat(pixel.get(2)).as("blue of %s", pixel).isCloseTo(rgb & 255, within(tolerance));
    }

    @Test
    void it_begins_with_classes_and_errors_of_the_floor_at_the_worst_pair() {
        visit("");
        int worst = ((Number)
                        page.evaluate("JSON.parse(document.getElementById('viewer-settings').textContent).worst[0]"))
                .intValue();
        awaitFrame(2 * worst + 1);
        String floor = lab.runs.getFirst().numberLabel();
        List<String> panes =
                List.of("original picture", floor + " disagreement", "original classes", floor + " classes");
        for (int i = 0; i < panes.size(); i++) {
            assertThat(page.getByLabel("Pane " + (i + 1) + ": source").inputValue() + " "
                            + page.getByLabel("Pane " + (i + 1) + ": view").inputValue())
                    .isEqualTo(panes.get(i));
        }
        until("document.querySelectorAll('#viewer-losses tbody tr').length > 1");
        assertThat(page.locator("#viewer-losses thead").textContent())
                .contains("Recall in " + floor, "IoU in " + floor);
        assertThat(page.locator("#viewer-losses tbody").textContent())
                .contains("Pose error")
                .contains(" %");
        assertThat(page.locator("#viewer-play").textContent()).isEqualTo("Play");
    }

    /** The pictures' own network answers with the numbers of frames; that of a floor with a minus before the second. */
    @Test
    void answers_of_the_pose_network_are_drawn_over_the_pairs() {
        visit(four());
        enter("pair", 5);
        until("document.querySelectorAll('#viewer-pose-names li').length > 1");
        String floor = lab.runs.getFirst().numberLabel();
        until("document.querySelector('#viewer-pose-names li').textContent === 'Original 10.0'");
        page.locator("#viewer-pose-output").selectOption("1");
        until("document.querySelector('#viewer-pose-names li').textContent === 'Original 11.0'");
        assertThat(page.locator("#viewer-pose-names").textContent()).contains(floor, "-11.0");
        assertThat(page.locator("#viewer-pose-chart").getAttribute("aria-label"))
                .startsWith("Pose network, yaw, over 24 pairs: from -47.0 to 47.0");
        page.locator("#viewer-pose-chart").click();
        awaitFrame(2 * 12 + 1);
        until("document.querySelector('#viewer-pose-names li').textContent === 'Original 25.0'");
    }

    @Test
    void colours_are_those_of_the_source_and_a_wipe_lays_the_original_over_the_left_part() {
        assertColour(pixel(0, 0.5, 0.6), PlayedLab.ORIGINAL, 3);
        assertColour(pixel(1, 0.5, 0.6), PlayedLab.FLOOR, 3);
        page.getByLabel("Pane 2: view").selectOption("wipe");
        wipe(100);
        until("document.querySelectorAll('.viewer-pane canvas')[1].ariaLabel?.includes('wipe')");
        assertColour(pixel(1, 0.5, 0.6), PlayedLab.ORIGINAL, 3);
        wipe(0);
        assertColour(pixel(1, 0.5, 0.6), PlayedLab.FLOOR, 3);
        page.getByLabel("Pane 2: view").selectOption("classes");
        page.locator("#viewer-only").selectOption("1");
        until("location.hash.includes('only=1')");
    }

    @Test
    void every_frame_that_is_asked_for_is_drawn_in_every_pane() {
        visit(four());
        for (int frame : new int[] {0, 47, 1, 46, 13, 12, 11, 30, 29, 9, 10, 20, 19}) {
            enter("frame", frame);
            awaitFrame(frame);
            assertThat(numbers()).containsOnly(frame).hasSize(4);
        }
    }

    @Test
    void steps_keys_and_ends() {
        page.locator("#viewer-first").click();
        awaitFrame(0);
        page.locator("#viewer-forward").click();
        awaitFrame(1);
        page.locator("#viewer-panes").focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        awaitFrame(3);
        page.keyboard().press("ArrowLeft");
        awaitFrame(2);
        page.keyboard().press("End");
        awaitFrame(47);
        page.locator("#viewer-back").click();
        awaitFrame(46);
        page.locator("#viewer-panes").focus();
        page.keyboard().press("Home");
        awaitFrame(0);
        assertThat(numbers()).containsExactly(0, 0);
    }

    @Test
    void keys_of_another_slider_and_of_a_table_that_scrolls_are_theirs() {
        page.locator("#viewer-first").click();
        select(2, "view", "wipe");
        awaitFrame(0);
        page.locator("#viewer-wipe").focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#viewer-wipe").inputValue()).isEqualTo("51");
        page.locator("#viewer .scroll").focus();
        page.keyboard().press("End");
        page.locator("#viewer-panes").focus();
        page.keyboard().press("ArrowRight");
        awaitFrame(1);
    }

    @Test
    void a_class_that_a_pair_does_not_have_has_no_share_of_it() {
        visit(four());
        enter("pair", 20);
        awaitFrame(41);
        until("document.querySelector('#viewer-losses caption').textContent.startsWith('Pair 20:')");
        assertThat(page.locator("#viewer-losses tbody").textContent())
                .contains("–")
                .doesNotContain("NaN");
    }

    @Test
    void panes_never_show_different_frames_while_playing() {
        visit(four());
        page.locator("#viewer-first").click();
        awaitFrame(0);
        // Each drawing is looked at before the browser shows it: the number that a canvas says and the one in its
        // picture.
        page.evaluate("() => {" + NUMBER + """
                  globalThis.seen = [];
                  globalThis.apart = 0;
                  globalThis.wrong = 0;
                  const look = () => {
                    const all = panes();
                    const said = all.map(each => Number(each.dataset.frame));
                    if (said.some(each => each !== said[0])) globalThis.apart++;
                    if (all.some((each, i) => number(each) !== said[i])) globalThis.wrong++;
                    if (globalThis.seen.at(-1) !== said[0]) globalThis.seen.push(said[0]);
                    requestAnimationFrame(look);
                  };
                  requestAnimationFrame(look);
                }
                """);
        page.keyboard().press("Escape");
        page.locator("#viewer-panes").focus();
        page.keyboard().press("Space");
        until("document.getElementById('viewer-play').textContent === 'Pause'");
        until("document.getElementById('viewer-play').textContent === 'Play'");
        awaitFrame(47);
        assertThat(page.evaluate("apart")).as("drawings with panes apart").isEqualTo(0);
        assertThat(page.evaluate("wrong"))
                .as("drawings of another frame than said")
                .isEqualTo(0);
        List<Integer> seen = numbers(page.evaluate("seen"));
        assertThat(seen).as("frames that were shown").isSorted().endsWith(47).hasSizeGreaterThan(24);
    }

    @Test
    void playing_keeps_its_speed_and_pauses() {
        page.locator("#viewer-first").click();
        awaitFrame(0);
        page.locator("#viewer-speed").selectOption("0.5");
        long begin = System.nanoTime();
        page.locator("#viewer-play").click();
        page.waitForTimeout(1500);
        page.locator("#viewer-play").click();
        int most = (int) Math.ceil((System.nanoTime() - begin) / 1e8); // ten frames a second
        int frame = Integer.parseInt(page.locator("#viewer-frame").inputValue());
        // A slow machine may show fewer, none shows more.
        assertThat(frame).isBetween(3, Math.min(most + 1, 46));
        page.waitForTimeout(300);
        assertThat(page.locator("#viewer-frame").inputValue()).isEqualTo(Integer.toString(frame));
        assertThat(numbers()).containsExactly(frame, frame);
    }

    @Test
    void worst_pairs_in_their_order() {
        List<Integer> worst =
                numbers(page.evaluate("JSON.parse(document.getElementById('viewer-settings').textContent).worst"));
        assertThat(worst).hasSize(24).doesNotHaveDuplicates();
        page.locator("#viewer-better").click();
        awaitFrame(2 * worst.get(1) + 1);
        page.locator("#viewer-panes").focus();
        page.keyboard().press(".");
        awaitFrame(2 * worst.get(2) + 1);
        page.keyboard().press(",");
        awaitFrame(2 * worst.get(1) + 1);
        page.locator("#viewer-rank").selectOption("4");
        awaitFrame(2 * worst.get(4) + 1);
        assertThat(page.locator("#viewer-state").textContent()).contains("rank 5");
    }

    @Test
    void a_click_into_the_strip_goes_to_the_pair() {
        Locator strip = page.locator(".viewer-strip canvas");
        BoundingBox box = strip.boundingBox();
        strip.click(new Locator.ClickOptions().setPosition(box.width * 7.5 / 24, box.height / 2));
        awaitFrame(15);
        assertThat(page.locator("#viewer-pair").inputValue()).isEqualTo("7");
        page.locator("#viewer-slider").focus();
        page.keyboard().press("ArrowRight");
        awaitFrame(16);
    }

    @Test
    void class_map_and_disagreement() {
        enter("pair", 20);
        awaitFrame(41);
        select(1, "view", "classes");
        select(2, "view", "classes");
        until("[...document.querySelectorAll('.viewer-pane canvas')].every(each => "
                + "each.getAttribute('aria-label').includes('class map'))");
        assertColour(pixel(0, 0.25, 0.5), 0xf4e285, 0);
        assertColour(pixel(0, 0.75, 0.5), 0x3b4a6b, 0);
        assertColour(pixel(1, 0.1, 0.5), 0x4f9d69, 0);
        select(2, "view", "disagreement");
        until("document.querySelectorAll('.viewer-pane canvas')[1].getAttribute('aria-label').includes('class "
                + "errors')");
        Object share = page.evaluate("""
                (() => {
                  const canvas = document.querySelectorAll('.viewer-pane canvas')[1];
                  const scratch = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { \
                willReadFrequently: true });
                  scratch.drawImage(canvas, 0, 0);
                  const data = scratch.getImageData(0, 0, canvas.width, canvas.height).data;
                  let marked = 0;
                  for (let i = 0; i < data.length; i += 4) if (data[i] === 255 && data[i + 1] === 77 && data[i + 2] \
                === 0) marked++;
                  return marked / (data.length / 4);
                })()
                """);
        assertThat(((Number) share).doubleValue()).as("20 of 80 columns differ").isCloseTo(0.25, within(0.005));
        page.locator(".viewer-pane canvas").nth(1).hover(new Locator.HoverOptions().setPosition(20, 150));
        until("document.getElementById('viewer-readout').textContent.includes('original: road')");
        assertThat(page.locator("#viewer-readout").textContent())
                .contains("original: road, " + lab.runs.getFirst().numberLabel() + ": car");
    }

    @Test
    void in_a_sequence_every_frame_has_its_own_class_map() {
        PlayedLab sequence = PlayedLab.built(ClassLegend.Seen.BOTH);
        String address = sequence.folder.resolve(sequence.page()).toUri() + "#panes=original:classes,"
                + sequence.runs.getFirst().numberLabel() + ":classes&frame=";
        tab.close();
        tab = chromium.tab();
        page = tab.page();
        page.navigate(address + 41);
        awaitFrame(41);
        assertColour(pixel(0, 0.1, 0.5), 0xf4e285, 0);
        assertColour(pixel(1, 0.1, 0.5), 0x4f9d69, 0);
        assertColour(pixel(1, 0.4, 0.5), 0xf4e285, 0);
        enter("frame", 40);
        awaitFrame(40);
        assertColour(pixel(1, 0.1, 0.5), 0xf4e285, 0);
        assertColour(pixel(1, 0.4, 0.5), 0x4f9d69, 0);
        until("document.querySelector('#viewer-losses caption').textContent.startsWith('Frame 40')");
        assertThat(page.locator("body").textContent()).contains("Class maps are of every frame");
        tab.assertQuiet(sequence.folder.toUri().toString());
        tab.close();
        open();
    }

    @Test
    void difference_with_its_gain() {
        select(2, "view", "difference");
        page.locator("#viewer-gain").selectOption("1");
        until("document.querySelectorAll('.viewer-pane canvas')[1].getAttribute('aria-label').includes('difference')");
        assertColour(pixel(1, 0.5, 0.6), 0x802060, 5);
        page.locator("#viewer-gain").selectOption("2");
        assertColour(pixel(1, 0.5, 0.6), 0xff40c0, 8);
        assertColour(pixel(1, 0.5, 0.1), 0x000000, 8);
    }

    @Test
    void the_zoom_window_with_the_mouse() {
        page.locator(".viewer-handle[data-corner=se]").scrollIntoViewIfNeeded();
        BoundingBox box = page.locator("#viewer-overview").boundingBox();
        drag(box.x + box.width - 4, box.y + box.height - 4, box.x + box.width / 2 - 4, box.y + box.height / 2 - 4);
        assertThat(region()).startsWith("160×90 of 320×180 pixels, from column 0 and row 0");
        // The same quarter in every pane: four of eight blocks.
        enter("frame", 5);
        awaitFrame(5);
        for (int pane = 0; pane < 2; pane++) {
            assertThat(pixel(pane, 0.125, 0.2).getFirst()).isGreaterThan(200);
            assertThat(pixel(pane, 0.375, 0.2).getFirst()).isLessThan(50);
            assertThat(pixel(pane, 0.625, 0.2).getFirst()).isGreaterThan(200);
        }
        drag(box.x + box.width / 4, box.y + box.height / 4, box.x + box.width / 2, box.y + box.height * 2);
        assertThat(region()).startsWith("160×90 of 320×180 pixels, from column 80 and row 90");
        page.mouse().dblclick(box.x + box.width / 2, box.y + box.height / 2);
        assertThat(region()).startsWith("Whole frame");
    }

    @Test
    void the_zoom_window_with_the_keyboard() {
        page.locator("#viewer-window").focus();
        page.keyboard().press("+");
        assertThat(region()).startsWith("256×144 of 320×180 pixels, from column 32 and row 18");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowUp");
        assertThat(region()).startsWith("256×144 of 320×180 pixels, from column 16 and row 2");
        page.keyboard().press("Shift+ArrowRight");
        assertThat(region()).contains("from column 17 and row 2");
        for (int i = 0; i < 20; i++) {
            page.keyboard().press("+");
        }
        assertThat(region()).startsWith("16×9 of");
        page.keyboard().press("-");
        assertThat(region()).startsWith("20×11 of");
        page.keyboard().press("Escape");
        assertThat(region()).startsWith("Whole frame");
        assertThat(page.locator("#viewer-play").textContent()).isEqualTo("Play");
    }

    private String region() {
        return page.locator("#viewer-region").textContent();
    }

    @Test
    void the_address_tells_what_is_shown() {
        enter("frame", 33);
        select(2, "view", "difference");
        page.locator("#viewer-gain").selectOption("8");
        page.locator("#viewer-in").click();
        awaitFrame(33);
        until("location.hash.includes('zoom') && location.hash.includes('gain=8') && "
                + "location.hash.includes('frame=33')");
        String fragment = (String) page.evaluate("location.hash");
        List<Integer> before = pixel(1, 0.5, 0.6);
        visit(fragment);
        awaitFrame(33);
        assertThat(page.locator("#viewer-gain").inputValue()).isEqualTo("8");
        assertThat(page.getByLabel("Pane 2: view").inputValue()).isEqualTo("difference");
        assertThat(region()).startsWith("256×144 of");
        assertThat(pixel(1, 0.5, 0.6)).isEqualTo(before);
        page.evaluate("location.hash = '#pair=3'");
        awaitFrame(7);
        visit("#frame=banana&panes=nothing:at-all,x&zoom=,&gain=<script>");
        assertThat(page.locator("#viewer").isVisible()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1200", "DARK, 1200", "LIGHT, 390", "DARK, 390"})
    void everybody_can_use_it(ColorScheme colours, int width) {
        try (Tab other = chromium.tab(width, colours, true)) {
            other.page()
                    .navigate(address()
                            + "#frame=9&panes=original:picture,original:classes,original:disagreement,"
                            + "original:difference");
            until(other.page(), "document.querySelectorAll('.viewer-pane canvas')[3]?.dataset.frame === '9'");
            other.assertQuiet(lab.folder.toUri().toString());
            other.assertFits();
            other.assertAccessible();
        }
    }

    @Test
    void without_scripts_there_are_pictures_and_figures() {
        try (Tab other = chromium.tab(1200, ColorScheme.LIGHT, false)) {
            other.page().navigate(address());
            assertThat(other.page().locator("#viewer").isVisible()).isFalse();
            assertThat(other.page().locator(".stills img").isVisible()).isTrue();
            assertThat(other.page().locator("main tbody tr").count()).isGreaterThan(10);
            assertThat(other.page()
                            .getByText("its archive is not in this lab's artifacts")
                            .isVisible())
                    .isTrue();
            other.assertQuiet(lab.folder.toUri().toString());
        }
    }

    @Test
    void without_a_decoder_it_says_so() {
        try (Tab other = chromium.tab()) {
            other.page().addInitScript("delete globalThis.VideoDecoder");
            other.page().navigate(address());
            other.page().locator("#viewer-missing").waitFor();
            assertThat(other.page().locator("#viewer").isVisible()).isFalse();
            other.assertQuiet(lab.folder.toUri().toString());
        }
    }
}
