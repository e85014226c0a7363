namespace ModelDeploy.Core.Logs;

/// <summary>How serious a line is, the least serious first.</summary>
public enum LogSeverity
{
    /// <summary>Every step.</summary>
    Trace,

    /// <summary>For those who look for a fault.</summary>
    Debug,

    /// <summary>The usual course of things.</summary>
    Information,

    /// <summary>Something that may become an error.</summary>
    Warning,

    /// <summary>Something failed; also what other systems call fatal, critical or panic.</summary>
    Error,
}
