namespace ModelDeploy.Core.Logs;

/// <summary>Which output a line came from.</summary>
public enum LogStream
{
    /// <summary>Standard output.</summary>
    Out,

    /// <summary>Standard error.</summary>
    Error,

    /// <summary>The platform itself: started, exited, gap, replica gone.</summary>
    Platform,
}

/// <summary>One line of a replica's log.</summary>
/// <param name="Replica">Whose.</param>
/// <param name="Position">Where it stands in that replica's log.</param>
/// <param name="Stream">From which output.</param>
/// <param name="Text">Without line end, at most 16 KiB; raw: may hold ANSI and control characters, so never render as markup.</param>
/// <param name="Cut">Whether text was cut off at 16 KiB.</param>
public sealed record LogLine(string Replica, LogPosition Position, LogStream Stream, string Text, bool Cut = false);

/// <summary>A place in one replica's log: the stamp, and which line of that very stamp it is, from 0.</summary>
public readonly record struct LogPosition(DateTimeOffset Time, int Count) : IComparable<LogPosition>
{
    /// <summary>In order of time, then of count.</summary>
    public int CompareTo(LogPosition other) =>
        Time != other.Time ? Time.CompareTo(other.Time) : Count.CompareTo(other.Count);
}

/// <summary>A replica with a log.</summary>
/// <param name="Replica">Its name.</param>
/// <param name="Live">Whether it still exists.</param>
public sealed record LogSource(string Replica, bool Live);
