package org.fovea.fleet.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.storage.ClipCopies;
import org.fovea.fleet.storage.FolderStore;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.fleet.work.ProcessWork;
import org.fovea.fleet.work.Program;
import org.fovea.fleet.work.StubMain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet whose clips have addresses. */
class FleetAddressTest {
    @TempDir
    Path folder;

    private FleetState run(FolderStore store) throws Exception {
        FleetFile file = FleetFile.read(folder.resolve("fleet.yaml"));
        Program program = StubMain.program();
        Recipe recipe = new Recipe(file, "fovea 9", Known.SAME);
        ProcessWork work = new ProcessWork(
                program,
                new FleetFolder(file.results()),
                file.limits(),
                new ClipCopies(store, folder.resolve("scratch")));
        return new FleetRun(
                        file,
                        recipe,
                        work,
                        (_, _) -> {},
                        new LocalExecutor(1),
                        store,
                        new FleetProgress(Reporter.SILENT))
                .run(false);
    }

    private void clip(String name, String content) throws IOException {
        Path file = folder.resolve("drives").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void a_pattern_is_listed_and_only_what_changed_is_read() throws Exception {
        clip("a.mkv", "good");
        clip("b.mkv", "broken");
        Files.writeString(
                folder.resolve("fleet.yaml"), "clips: test://drives/*.mkv\nresults: out\nevaluators: " + "bundled\n");
        FolderStore store = new FolderStore(folder);
        FleetState first = run(store);
        assertThat(first.done()).isEqualTo(1);
        assertThat(first.failed()).isEqualTo(1);
        assertThat(store.opened()).containsExactly("test://drives/a.mkv", "test://drives/b.mkv");

        FolderStore again = new FolderStore(folder);
        assertThat(run(again).done()).isEqualTo(1);
        assertThat(again.asked()).isEmpty(); // the list tells size and date
        assertThat(again.opened()).isEmpty();

        clip("b.mkv", "good");
        assertThat(run(again).done()).isEqualTo(2);
        assertThat(again.opened()).containsExactly("test://drives/b.mkv");
    }

    @Test
    void what_is_finished_is_published_once_and_the_table_last() throws Exception {
        clip("a.mkv", "good");
        clip("b.mkv", "broken");
        String yaml = "clips: drives/*.mkv\nresults: out\nevaluators: bundled\npublish: test://bucket/fleet\n";
        Files.writeString(folder.resolve("fleet.yaml"), yaml);
        FolderStore store = new FolderStore(folder);
        run(store);
        assertThat(store.written())
                .containsExactly(
                        "test://bucket/fleet/fleet.yaml",
                        "test://bucket/fleet/archives/a.zip",
                        "test://bucket/fleet/attempts.parquet");
        Path archive = folder.resolve("bucket/fleet/archives/a.zip");
        assertThat(archive).hasSameBinaryContentAs(folder.resolve("out/archives/a.zip"));
        assertThat(folder.resolve("bucket/fleet/attempts.parquet"))
                .hasSameBinaryContentAs(folder.resolve("out/attempts.parquet"));

        run(store);
        assertThat(store.written()).containsExactly("test://bucket/fleet/fleet.yaml");

        Files.delete(archive); // somebody has removed it there
        clip("b.mkv", "good");
        run(store);
        assertThat(store.written())
                .startsWith("test://bucket/fleet/fleet.yaml")
                .endsWith("test://bucket/fleet/attempts.parquet")
                .containsOnlyOnce("test://bucket/fleet/archives/a.zip")
                .containsOnlyOnce("test://bucket/fleet/archives/b.zip")
                .hasSize(4);

        Files.writeString(folder.resolve("fleet.yaml"), yaml.replace("bucket/fleet", "bucket/other"));
        run(store);
        assertThat(store.written()).hasSize(4).allMatch(address -> address.startsWith("test://bucket/other/"));
    }

    /** Half a line of the record, as a power cut leaves it, and content that changed without another size. */
    @Test
    void what_the_record_does_not_tell_for_certain_is_published_again() throws Exception {
        clip("a.mkv", "good");
        clip("b.mkv", "good");
        Files.writeString(
                folder.resolve("fleet.yaml"),
                "clips: drives/*.mkv\nresults: out\nevaluators: " + "bundled\npublish: test://bucket\n");
        FolderStore store = new FolderStore(folder);
        run(store);
        assertThat(store.written()).hasSize(4);
        Path record = folder.resolve("out/published.txt");
        String whole = Files.readString(record);
        Files.writeString(record, whole.substring(0, whole.length() - 3)); // of the table, which comes last
        run(store);
        assertThat(store.written()).containsExactly("test://bucket/fleet.yaml", "test://bucket/attempts.parquet");
        run(store);
        assertThat(store.written()).containsExactly("test://bucket/fleet.yaml");

        Files.writeString(
                record, whole.replaceAll("\\S+ test://bucket/archives/a.zip", "0 test://bucket/archives/a.zip"));
        run(store);
        assertThat(store.written())
                .contains("test://bucket/archives/a.zip")
                .doesNotContain("test://bucket/archives/b.zip");
    }

    /** Not only what is documented of storage: a library of it that is missing, say. */
    @Test
    void whatever_an_upload_ends_with_no_table_tells_of_the_file() throws Exception {
        clip("a.mkv", "good");
        Files.writeString(
                folder.resolve("fleet.yaml"),
                "clips: drives/*.mkv\nresults: out\nevaluators: " + "bundled\npublish: test://bucket\n");
        FolderStore store = new FolderStore(folder) {
            @Override
            public void put(Path file, String address) throws IOException {
                if (address.endsWith(".zip")) {
                    throw new NoClassDefFoundError("storage");
                }
                super.put(file, address);
            }
        };
        assertThrown(NoClassDefFoundError.class, () -> run(store));
        assertThat(store.written()).containsExactly("test://bucket/fleet.yaml");
    }

    @Test
    void an_address_that_is_not_reached_is_found_before_the_work() throws Exception {
        clip("a.mkv", "good");
        Files.writeString(
                folder.resolve("fleet.yaml"),
                "clips: drives/*.mkv\nresults: out\nevaluators: " + "bundled\npublish: test://bucket\n");
        FolderStore store = new FolderStore(folder);
        store.goAway();
        assertThatThrownBy(() -> run(store))
                .isInstanceOf(AppException.class)
                .hasMessageStartingWith("publish: test://bucket: cannot be written: the network is away; nothing in ");
        assertThat(folder.resolve("out/archives")).doesNotExist();
    }

    @Test
    void clips_of_a_table_are_asked_for_once() throws Exception {
        clip("a.mkv", "good");
        Files.writeString(folder.resolve("clips.csv"), "id,uri\na,test://drives/a.mkv\nb,test://drives/b.mkv\n");
        Files.writeString(folder.resolve("fleet.yaml"), "clips: clips.csv\nresults: out\nevaluators: bundled\n");
        assertThat(run(new FolderStore(folder)).failed()).isEqualTo(1);

        FolderStore again = new FolderStore(folder);
        FleetState second = run(again);
        assertThat(second.done()).isEqualTo(1);
        assertThat(second.failed()).isEqualTo(1);
        assertThat(again.asked()).containsExactlyInAnyOrder("test://drives/a.mkv", "test://drives/b.mkv");
        assertThat(again.opened()).isEmpty();

        clip("b.mkv", "good");
        FolderStore third = new FolderStore(folder);
        assertThat(run(third).done()).isEqualTo(2);
        assertThat(third.opened()).containsExactly("test://drives/b.mkv");
    }
}
