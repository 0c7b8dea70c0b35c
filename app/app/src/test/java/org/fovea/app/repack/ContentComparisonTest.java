package org.fovea.app.repack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fovea.app.AppException;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentComparisonTest {
    private static final MaskShape SHAPE = new MaskShape(2, 2, 2, 3);

    private byte[] ids = {0, 1, 2, 0, 1, 1, 2, 2};
    private int width = 4;
    private short weight = 7;
    private int pose = 3;
    private int tile = 1;
    private byte router = 2;

    private RendererContent content() {
        ArchiveHeader header = new ArchiveHeader(width, 4, SHAPE, QzsFamily.ID, List.of(2, 2, 2));
        List<QuantisedTensor> tensors = new ArrayList<>();
        header.tensors()
                .forEach(spec -> tensors.add(new HalfTensor(spec.name(), spec.shape(), new short[spec.count()])));
        QuantisedTensor first = tensors.getFirst();
        short[] bits = new short[first.count()];
        bits[0] = weight;
        tensors.set(0, new HalfTensor(first.name(), first.shape(), bits));
        return new RendererContent(
                header,
                new MaskTensor(SHAPE, ids.clone()),
                new WeightSet(tensors),
                new PoseTrack(2, 6, List.of(new PoseColumn(0, 1, 0, new int[] {1, pose}))),
                Optional.of(new TileActions(TileActions.QZS3, List.of(new TileAction(0, 1, tile)))),
                Optional.of(new RouterActions(RouterActions.QZS3, new byte[] {0, router})));
    }

    @Test
    void the_same_content_passes() {
        assertThatCode(() -> ContentComparison.verify(content(), content(), _ -> {}))
                .doesNotThrowAnyException();
    }

    private static Arguments of(String what, Consumer<ContentComparisonTest> change) {
        return Arguments.of(what, change);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                of("mask frame 1", test -> test.ids[6] = 1),
                of("weight tensor shared_trunk.embedding.weight", test -> test.weight = 8),
                of("the poses", test -> test.pose = 4),
                of("the tile actions", test -> test.tile = 5),
                of("the router actions", test -> test.router = 3),
                of("the header", test -> test.width = 5));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void one_difference_is_found(String what, Consumer<ContentComparisonTest> change) {
        RendererContent packed = content();
        change.accept(this);
        assertThatThrownBy(() -> ContentComparison.verify(packed, content(), _ -> {}))
                .isInstanceOf(AppException.class)
                .hasMessageContaining(what)
                .satisfies(e -> assertThat(((AppException) e).kind()).isEqualTo(AppException.Kind.NOT_HELD));
    }

    private RendererContent withPoseMatrix(int changed) {
        RendererContent content = content();
        List<QuantisedTensor> tensors = new ArrayList<>(content.weights().tensors());
        for (int i = 0; i < tensors.size(); i++) {
            QuantisedTensor tensor = tensors.get(i);
            if (tensor.name().equals("pose_mlp.0.weight")) {
                short[] bits = new short[tensor.count()];
                bits[changed] = 99;
                tensors.set(i, new HalfTensor(tensor.name(), tensor.shape(), bits));
            }
        }
        return new RendererContent(
                content.header(),
                content.masks(),
                new WeightSet(tensors),
                content.poses(),
                content.tiles(),
                content.router());
    }

    @Test
    void a_weight_that_is_always_multiplied_by_zero_may_differ_and_no_other() {
        assertThatCode(() -> ContentComparison.verifyLiveWeights(withPoseMatrix(6 + 1), content()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ContentComparison.verifyLiveWeights(withPoseMatrix(6), content()))
                .hasMessageContaining("pose_mlp.0.weight");
        RendererContent packed = content();
        weight = 8;
        assertThatThrownBy(() -> ContentComparison.verifyLiveWeights(packed, content()))
                .hasMessageContaining("embedding");
    }

    @Test
    void dropping_dead_columns_clears_them_and_keeps_the_others() {
        RendererContent dead = Repacking.withoutDeadColumns(withPoseMatrix(6 + 5));
        assertThatCode(() -> ContentComparison.verify(dead, content(), _ -> {})).doesNotThrowAnyException();
        RendererContent live = Repacking.withoutDeadColumns(withPoseMatrix(6));
        assertThatCode(() -> ContentComparison.verify(live, withPoseMatrix(6), _ -> {}))
                .doesNotThrowAnyException();
    }
}
