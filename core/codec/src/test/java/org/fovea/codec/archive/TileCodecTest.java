package org.fovea.codec.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.mask.MaskShape;

class TileCodecTest extends SectionCodecContract<TileActions> {
    TileCodecTest() {
        super(SectionCodecs.TILES, "7b1226e94a9cd832", header(5));
    }

    @Override
    List<Sample<TileActions>> samples() {
        Random random = new Random(6);
        List<TileAction> wild = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            wild.add(new TileAction(random.nextInt(12), random.nextInt(50), random.nextInt(256)));
        }
        List<TileAction> sorted = new ArrayList<>(wild);
        sorted.sort(Comparator.comparingInt(TileAction::tile).thenComparingInt(TileAction::pair));
        return List.of(
                new Sample<>("sorted", header(50), new TileActions(TileActions.QZS3, sorted)),
                new Sample<>("any order", header(50), new TileActions(TileActions.QZS3, wild)),
                new Sample<>("none", header(50), new TileActions(7, List.of())));
    }

    private static ArchiveHeader header(int pairs) {
        return new ArchiveHeader(32, 24, new MaskShape(pairs, 90, 100, 5), 1, List.of(8, 10, 4));
    }
}
