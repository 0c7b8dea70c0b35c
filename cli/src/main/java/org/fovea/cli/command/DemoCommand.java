package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.Versions;
import org.fovea.cli.demo.RoadScene;
import org.fovea.cli.file.Outputs;
import org.fovea.cli.picture.MaskSheet;
import org.fovea.cli.picture.MaskSheet.Tile;
import org.fovea.cli.terminal.CommandFailure;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.LedgerTable;
import org.fovea.cli.terminal.Progress;
import org.fovea.cli.terminal.Table;
import org.fovea.cli.terminal.Terminal;
import org.fovea.cli.terminal.Text;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.ledger.LedgerSvg;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.interop.qma9.Qma9;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea demo}. */
@Command(
        name = "demo",
        header = "Show on a small synthetic drive what Fovea does.",
        description =
                "Draws the class masks of a drive, packs them into an archive, says where its bytes go, reads it back, compares"
                        + " every pixel, and draws pictures. Needs nothing but this program.",
        footerHeading = "%nExample:%n",
        footer = "  fovea demo -o demo")
public final class DemoCommand implements Callable<Integer> {
    private static final int FRAMES = 48;
    private static final int HEIGHT = 192;
    private static final int WIDTH = 256;
    private static final int SHOWN = 24;

    @ParentCommand
    private FoveaCommand fovea;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "demo",
            description = "Folder for the archive and the pictures.")
    private Path folder;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Another number, another drive.")
    private long seed;

    @Option(names = "--force", description = "Overwrite what an earlier demo left in DIR.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        Path archive = folder.resolve("drive.zip");
        Path mask = folder.resolve("mask.png");
        Path sheet = folder.resolve("sheet.png");
        Path ledger = folder.resolve("ledger.svg");
        for (Path output : List.of(archive, mask, sheet, ledger)) {
            Outputs.verifyFree(output, force);
        }
        Terminal terminal = fovea.terminal();
        say("Fovea " + Versions.fovea() + " · demo: the class masks of a synthetic drive, packed and explained");
        MaskTensor drive = RoadScene.draw(FRAMES, HEIGHT, WIDTH, seed);
        MaskShape shape = drive.shape();
        say("  drive    " + FRAMES + " frames of " + WIDTH + "×" + HEIGHT + ", " + shape.classes() + " classes: "
                + String.join(", ", RoadScene.CLASSES));
        Files.createDirectories(folder);
        long start = System.nanoTime();
        AtomicFile.write(archive, ArchiveFile.zipped(ArchiveFile.encode(drive, codec("pack", MaskEffort.BEST))), force);
        say("  pack     " + archive + ", " + Text.count(Files.size(archive)) + " bytes in " + since(start));
        start = System.nanoTime();
        ArchiveFile back = ArchiveFile.open(Files.readAllBytes(archive));
        compare(drive, back.masks());
        say("  unpack   read back from the file in " + since(start) + ", all " + Text.count(shape.total())
                + " pixels are equal");
        ByteLedger bytes = back.ledger();
        terminal.out().println();
        terminal.out().print(LedgerTable.render(bytes, OptionalLong.empty()));
        terminal.out().println();
        terminal.out().print(sizes(drive, bytes.fileBytes()));
        terminal.out().println();
        draw(drive, mask, sheet);
        AtomicFile.write(
                ledger,
                LedgerSvg.draw(bytes, "drive.zip: where the bytes are").getBytes(StandardCharsets.UTF_8),
                force);
        terminal.out().println("  a mask   " + mask);
        terminal.out().println("  a sheet  " + sheet);
        terminal.out().println("  ledger   " + ledger);
        say("\nNext: fovea inspect " + archive + " · fovea mask show " + archive + " --sheet 6x4 -o more.png");
        return ExitCode.DONE;
    }

    private void say(String line) {
        if (!fovea.quiet()) {
            fovea.terminal().out().println(line);
            fovea.terminal().out().flush();
        }
    }

    private static String since(long start) {
        return Text.seconds((System.nanoTime() - start) / 1e9);
    }

    private ClassMaskCodec codec(String task, MaskEffort effort) {
        Progress progress = new Progress(fovea.terminal(), fovea.quiet(), task, FRAMES, "frames");
        return new ClassMaskCodec(effort, (done, total) -> {
            progress.update(done);
            if (done == total) {
                progress.close();
            }
        });
    }

    private static void compare(MaskTensor wanted, MaskFrames got) {
        byte[] frame = new byte[wanted.shape().pixels()];
        int frames = 0;
        try (MaskReader reader = got.open()) {
            while (reader.next(frame)) {
                if (!Arrays.equals(frame, wanted.frame(frames))) {
                    throw CommandFailure.notHeld("demo: frame " + frames + " was not decoded to what was encoded");
                }
                frames++;
            }
        }
        if (frames != wanted.shape().frames()) {
            throw CommandFailure.notHeld("demo: " + frames + " frames were decoded, not "
                    + wanted.shape().frames());
        }
    }

    /** The same masks in other forms, all measured now. */
    private String sizes(MaskTensor drive, long archiveBytes) {
        Table table = Table.of("lrr");
        table.row("the same masks", "bytes", "against the archive").rule();
        size(table, "raw, a byte for each class id", drive.shape().total(), archiveBytes);
        size(table, "QMA9, the coder of the best published submissions", Qma9.write(drive).length, archiveBytes);
        size(table, "this archive", archiveBytes, archiveBytes);
        return table.render("  ");
    }

    private static void size(Table table, String name, long bytes, long archiveBytes) {
        table.row(
                name, Text.count(bytes), String.format(java.util.Locale.ROOT, "%.2f×", (double) bytes / archiveBytes));
    }

    private void draw(MaskTensor drive, Path mask, Path sheet) throws IOException {
        Tile one = new Tile("frame " + SHOWN, drive.frame(SHOWN));
        AtomicFile.write(
                mask,
                MaskSheet.draw(drive.shape(), List.of(one), 1, RoadScene.CLASSES)
                        .toPng(),
                force);
        List<Tile> tiles = new ArrayList<>();
        for (int frame : MaskSheet.spread(FRAMES, 12)) {
            tiles.add(new Tile("frame " + frame, drive.frame(frame)));
        }
        AtomicFile.write(
                sheet,
                MaskSheet.draw(drive.shape(), tiles, 4, RoadScene.CLASSES).toPng(),
                force);
    }
}
