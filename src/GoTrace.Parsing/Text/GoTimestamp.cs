namespace GoTrace.Parsing.Text;

/// <summary>A moment of the wall clock as Go writes it (<c>time.RFC3339Nano</c>): with what is not 0 of its nine decimals.</summary>
internal static class GoTimestamp
{
    private const long SecondsPerDay = 24 * 60 * 60;
    private const long NanosecondsPerSecond = 1_000_000_000;

    // What DateTime holds, in seconds since 1970.
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    /// <summary>Writes it.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="seconds">Since 1970-01-01 UTC.</param>
    /// <param name="nanoseconds">The rest; any number.</param>
    /// <param name="zone">Whose local time it is to be.</param>
    public static void Write(TextBuffer to, long seconds, long nanoseconds, TimeZoneInfo zone)
    {
        long carried = Math.DivRem(nanoseconds, NanosecondsPerSecond, out long fraction);
        if (fraction < 0)
        {
            fraction += NanosecondsPerSecond;
            carried--;
        }

        Int128 moment = (Int128)seconds + carried;
        int offset = OffsetMinutes(moment, zone);
        moment += offset * 60;
        Int128 day = moment / SecondsPerDay - (moment % SecondsPerDay < 0 ? 1 : 0);
        WriteDate(to, (long)day);
        int second = (int)(moment - (day * SecondsPerDay));
        to.WriteByte((byte)'T');
        to.WritePadded(second / 3600, 2);
        to.WriteByte((byte)':');
        to.WritePadded(second / 60 % 60, 2);
        to.WriteByte((byte)':');
        to.WritePadded(second % 60, 2);
        WriteFraction(to, fraction);
        WriteOffset(to, offset);
    }

    private static int OffsetMinutes(Int128 moment, TimeZoneInfo zone)
    {
        if (moment < FirstSecond || moment > LastSecond)
        {
            return (int)zone.BaseUtcOffset.TotalMinutes;
        }

        return (int)zone.GetUtcOffset(DateTime.UnixEpoch.AddSeconds((long)moment)).TotalMinutes;
    }

    // The Gregorian calendar, counted from the first of March, so that the leap day comes last.
    private static void WriteDate(TextBuffer to, long daysSince1970)
    {
        const long DaysPerEra = 146_097;
        long days = daysSince1970 + 719_468;
        long era = days / DaysPerEra - (days % DaysPerEra < 0 ? 1 : 0);
        long dayOfEra = days - (era * DaysPerEra);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long month = ((5 * dayOfYear) + 2) / 153;
        long day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        month = month < 10 ? month + 3 : month - 9;
        to.WritePadded(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), 4);
        to.WriteByte((byte)'-');
        to.WritePadded(month, 2);
        to.WriteByte((byte)'-');
        to.WritePadded(day, 2);
    }

    private static void WriteFraction(TextBuffer to, long nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return;
        }

        byte digits = 9;
        while (nanoseconds % 10 == 0)
        {
            nanoseconds /= 10;
            digits--;
        }

        to.WriteByte((byte)'.');
        to.WritePadded(nanoseconds, digits);
    }

    private static void WriteOffset(TextBuffer to, int minutes)
    {
        if (minutes == 0)
        {
            to.WriteByte((byte)'Z');
            return;
        }

        to.WriteByte((byte)(minutes < 0 ? '-' : '+'));
        to.WritePadded(Math.Abs(minutes) / 60, 2);
        to.WriteByte((byte)':');
        to.WritePadded(Math.Abs(minutes) % 60, 2);
    }
}
