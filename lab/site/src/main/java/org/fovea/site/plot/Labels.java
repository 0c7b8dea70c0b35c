package org.fovea.site.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds places for labels beside what they name, such that no label lies on another one, on a mark or on a line, and no
 * leader crosses a label or another leader. What comes first is served first.
 */
public final class Labels {
    private static final double GAP = 9;
    private static final double FAR = 20; // from where on a line leads from a label to what it names
    private static final double[] AWAY = {0, 15, 26, 38, 52, 68, 86, 106, 130};

    private final Box area;
    private final List<Box> taken = new ArrayList<>();
    private final List<Box> texts = new ArrayList<>();
    private final List<Leader> leaders = new ArrayList<>();

    public Labels(Box area) {
        this.area = area;
    }

    /**
     * A label that has a place.
     *
     * @param text of it, one line or several
     * @param box where it stands; the baseline of a line is a quarter above its lower edge
     * @param leader line to what it names; absent where that is near
     */
    public record Placed(String text, Box box, Optional<Leader> leader) {}

    /**
     * A line from what is named to its label.
     *
     * @param fromX where it begins
     * @param fromY where it begins
     * @param toX where it ends
     * @param toY where it ends
     */
    public record Leader(double fromX, double fromY, double toX, double toY) {
        public boolean crosses(Leader other) {
            return side(other.fromX, other.fromY) * side(other.toX, other.toY) <= 0
                    && other.side(fromX, fromY) * other.side(toX, toY) <= 0;
        }

        public boolean crosses(Box box) {
            return inside(box, fromX, fromY)
                    || inside(box, toX, toY)
                    || crosses(new Leader(box.x(), box.y(), box.right(), box.bottom()))
                    || crosses(new Leader(box.right(), box.y(), box.x(), box.bottom()));
        }

        private static boolean inside(Box box, double x, double y) {
            return box.touches(new Box(x, y, 0, 0));
        }

        /** On which side of its line a point is. */
        private double side(double x, double y) {
            return Math.signum((toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX));
        }
    }

    /** Keeps a place free. */
    public void avoid(Box box) {
        taken.add(box);
    }

    /** Takes a place if nothing else is there. */
    public boolean take(Box box) {
        if (taken.stream().anyMatch(box::touches) || leaders.stream().anyMatch(line -> line.crosses(box))) {
            return false;
        }
        texts.add(box);
        return taken.add(box);
    }

    /**
     * Places a label.
     *
     * @param x of what it names
     * @param y of that
     * @param text one line or several
     * @return nothing where there is no room
     */
    public Optional<Placed> place(double x, double y, String text) {
        double width = text.lines().mapToDouble(Words::width).max().orElse(0);
        double height = Words.LINE * text.lines().count();
        for (double away : AWAY) {
            for (double side : away == 0 ? new double[] {0} : new double[] {away, -away}) {
                for (double slant : new double[] {0, away / 2, away}) {
                    for (int direction : new int[] {1, -1}) {
                        double left = direction > 0 ? x + GAP + slant : x - GAP - slant - width;
                        Box box = new Box(left, y + side - height / 2, width, height);
                        Optional<Leader> leader =
                                away + slant > FAR ? Optional.of(leader(x, y, box)) : Optional.empty();
                        if (area.holds(box) && clear(leader) && take(box)) {
                            leader.ifPresent(leaders::add);
                            return Optional.of(new Placed(text, box, leader));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Leader leader(double x, double y, Box box) {
        double near = Math.clamp(x, box.x(), box.right());
        return new Leader(x, y, near, y < box.y() ? box.y() + 2 : y > box.bottom() ? box.bottom() - 2 : y);
    }

    /** Whether a line crosses no label and no other line. */
    private boolean clear(Optional<Leader> leader) {
        return leader.isEmpty()
                || (texts.stream().noneMatch(leader.get()::crosses)
                        && leaders.stream().noneMatch(leader.get()::crosses));
    }
}
