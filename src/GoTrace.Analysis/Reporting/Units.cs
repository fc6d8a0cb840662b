using System.Globalization;
using GoTrace.Analysis.Comparison;

namespace GoTrace.Analysis.Reporting;

/// <summary>Numbers as people read them: three digits that count, and a unit.</summary>
public static class Units
{
    /// <summary>A figure's value.</summary>
    /// <param name="value">The value; null gives a dash.</param>
    /// <param name="unit">Its unit.</param>
    public static string Format(double? value, FigureUnit unit) => value is not { } v ? "-" : unit switch
    {
        FigureUnit.Ns => Duration(v),
        FigureUnit.PerSecond => Number(v) + "/s",
        FigureUnit.Share => (v * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%",
        FigureUnit.Bytes => Bytes(v),
        _ => Number(v),
    };

    /// <summary>A length of time, such as <c>1.25ms</c>.</summary>
    /// <param name="ns">Nanoseconds.</param>
    public static string Duration(double ns)
    {
        double a = Math.Abs(ns);
        return a < 1e3 ? Digits(ns) + "ns"
            : a < 1e6 ? Digits(ns / 1e3) + "µs"
            : a < 1e9 ? Digits(ns / 1e6) + "ms"
            : Digits(ns / 1e9) + "s";
    }

    /// <summary>A count, such as <c>12.3k</c>.</summary>
    /// <param name="value">The count.</param>
    public static string Number(double value)
    {
        double a = Math.Abs(value);
        return a < 1e4 ? (a < 100 ? Digits(value) : value.ToString("0", CultureInfo.InvariantCulture))
            : a < 1e6 ? Digits(value / 1e3) + "k"
            : a < 1e9 ? Digits(value / 1e6) + "M"
            : Digits(value / 1e9) + "G";
    }

    /// <summary>A size, such as <c>4.2MB</c>.</summary>
    /// <param name="value">Bytes.</param>
    public static string Bytes(double value)
    {
        double a = Math.Abs(value);
        return a < 1e3 ? Digits(value) + "B"
            : a < 1e6 ? Digits(value / 1e3) + "kB"
            : a < 1e9 ? Digits(value / 1e6) + "MB"
            : Digits(value / 1e9) + "GB";
    }

    private static string Digits(double value)
    {
        double a = Math.Abs(value);
        string format = a >= 99.95 ? "0" : a >= 9.995 ? "0.#" : "0.##";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
