using ModelDeploy.Core;

namespace ModelDeploy.Portal.Components.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What it shows, as the legend and the table say it.</param>
/// <param name="Values">One for each moment; null where there is nothing to show, which breaks the line.</param>
/// <param name="Tone">How it looks: the name of a style class, apart in colour and in dashes.</param>
public sealed record ChartLine(string Name, EquatableList<double?> Values, string Tone);
