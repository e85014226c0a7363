namespace ModelDeploy.Core.Logs;

/// <summary>Some lines of a log, oldest first.</summary>
/// <param name="Lines">The lines; of each replica they go without a gap up to the place that was asked for, as far as the filter wants them.</param>
/// <param name="More">Whether there are older ones.</param>
public sealed record LogPage(EquatableList<LogLine> Lines, bool More);
