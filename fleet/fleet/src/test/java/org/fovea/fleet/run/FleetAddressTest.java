package org.fovea.fleet.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return new FleetRun(file, recipe, work, (_, _) -> {}, () -> 1, store, new FleetProgress(Reporter.SILENT))
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
