package org.fovea.encode.profile;

import java.util.Map;
import java.util.Optional;
import org.fovea.config.SettingsReader;
import org.fovea.encode.Shortenable;
import org.fovea.encode.Stage;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.quantise.QuantiseSettings;
import org.fovea.encode.train.PretrainSettings;
import org.fovea.encode.train.TrainSettings;

/**
 * A stage of a profile.
 *
 * @param <S> its settings
 * @param kind what it does
 * @param settings how
 * @param poses how it fits poses again, where its kind does; else the defaults, which do not matter
 */
public record StageChoice<S extends Record>(StageKind<S> kind, S settings, PosesSettings poses) {
    /** What profiles and logs call it. */
    public String name() {
        return kind.name();
    }

    public Stage stage() {
        return kind.make().apply(settings, poses);
    }

    /** The training through the networks, if the stage has one. */
    public Optional<TrainSettings> training() {
        return switch ((Record) settings) {
            case TrainSettings train -> Optional.of(train);
            case QuantiseSettings quantise -> Optional.of(quantise.training());
            default -> Optional.empty();
        };
    }

    /** The same beside another poses stage. */
    StageChoice<S> beside(PosesSettings other) {
        return kind.fitsPoses() ? new StageChoice<>(kind, settings, other) : this;
    }

    private StageChoice<S> with(Record other) {
        return new StageChoice<>(kind, kind.type().cast(other), poses);
    }

    /** The same in a trial with a share of the steps that is scored on some pairs, if it is a part of trials. */
    Optional<StageChoice<S>> shortened(double share, int scoredPairs) {
        if (!(settings instanceof Shortenable<?> whole)) {
            return Optional.empty();
        }
        Record shorter = (Record) whole.shortened(share);
        return Optional.of(with(shorter instanceof PosesSettings fitted ? fitted.ofPairs(scoredPairs) : shorter));
    }

    /** The same with a share of its steps, if it trains; unlike in a trial, everything else stays. */
    StageChoice<S> withShareOfSteps(double share) {
        return with(
                switch ((Record) settings) {
                    case TrainSettings train -> train.shortened(share);
                    case PretrainSettings pretrain -> pretrain.withShareOfSteps(share);
                    case QuantiseSettings quantise -> quantise.withShareOfSteps(share);
                    default -> settings;
                });
    }

    /** The same with a quick search for poses, if it searches for them. */
    StageChoice<S> withQuickPoses() {
        return settings instanceof PosesSettings whole ? with(whole.quick()) : beside(poses.quick());
    }

    /** The same where weights count their bytes, so that they follow a price. */
    StageChoice<S> priced() {
        return settings instanceof QuantiseSettings quantise ? with(quantise.priced()) : this;
    }

    /** The same for weights that begin with a base, if it trains any. */
    StageChoice<S> onBase() {
        return with(
                switch ((Record) settings) {
                    case PretrainSettings pretrain -> pretrain.onBase();
                    case QuantiseSettings quantise -> quantise.onBase();
                    default -> settings;
                });
    }

    /** All settings by name, for the canonical form of a profile. */
    Map<String, Object> document() {
        return SettingsReader.document(settings);
    }
}
