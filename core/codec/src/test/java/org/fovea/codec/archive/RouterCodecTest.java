package org.fovea.codec.archive;

import java.util.List;
import java.util.Random;
import org.fovea.codec.correction.RouterActions;

class RouterCodecTest extends SectionCodecContract<RouterActions> {
    RouterCodecTest() {
        super(SectionCodecs.ROUTER, "adfed53f7b643645", ofPairs(51));
    }

    @Override
    List<Sample<RouterActions>> samples() {
        Random random = new Random(4);
        byte[] some = new byte[50];
        byte[] wild = new byte[50];
        for (int i = 0; i < 50; i++) {
            some[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(8) : 0);
            wild[i] = (byte) random.nextInt(128);
        }
        return List.of(
                new Sample<>("some", ofPairs(50), new RouterActions(RouterActions.QZS3, some)),
                new Sample<>("wild", ofPairs(50), new RouterActions(9, wild)),
                new Sample<>("none", ofPairs(50), new RouterActions(RouterActions.QZS3, new byte[50])));
    }
}
