package org.fovea.site.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes SVG that can stand in an HTML page. Everything given to it is escaped. */
public final class Svg {
    private final StringBuilder out = new StringBuilder();

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn; a value of null leaves its attribute out, numbers are written with
     *     two decimals at most
     */
    public Svg open(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                out.append(
                        attributes[i + 1] instanceof Double number
                                ? number(number)
                                : Markup.escape(attributes[i + 1].toString()));
                out.append('"');
            }
        }
        out.append('>');
        return this;
    }

    public Svg close(String element) {
        out.append("</").append(element).append('>');
        return this;
    }

    /** An element without content; attributes as above. */
    public Svg empty(String element, Object... attributes) {
        open(element, attributes);
        out.setLength(out.length() - 1);
        out.append("/>");
        return this;
    }

    /** An element with text in it; attributes as above. */
    public Svg text(String element, String text, Object... attributes) {
        open(element, attributes);
        out.append(Markup.escape(text));
        return close(element);
    }

    /** What another one wrote. */
    public Svg append(Svg other) {
        out.append(other.out);
        return this;
    }

    /** A coordinate: two decimals at most, without zeros at the end. */
    public static String number(double value) {
        // Of the shortest decimals that stand for the number, as String.format rounds them, which takes several times
        // as long.
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
