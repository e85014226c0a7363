using System.Globalization;
using System.Text;

namespace ModelDeploy.Portal.Components.Charts;

/// <summary>Where things lie in a chart's drawing of <see cref="Width"/> by <see cref="Height"/>.</summary>
public static class ChartShape
{
    /// <summary>The drawing's width in its own units.</summary>
    public const double Width = 600;

    /// <summary>Its height.</summary>
    public const double Height = 180;

    /// <summary>How far from the left a moment lies.</summary>
    public static double X(int index, int count) => count <= 1 ? Width / 2 : Width * index / (count - 1);

    /// <summary>How far from the top a value lies.</summary>
    public static double Y(double value, ChartScale scale) => Height - Height * Math.Clamp((value - scale.Bottom) / (scale.Top - scale.Bottom), 0, 1);

    /// <summary>A line as the data of an SVG path; gaps where there are no values, and a dot of a line for a value between gaps.</summary>
    public static string Path(IReadOnlyList<double?> values, ChartScale scale)
    {
        var path = new StringBuilder();
        for (var index = 0; index < values.Count; index++)
        {
            if (values[index] is not { } value)
                continue;
            var begins = index == 0 || values[index - 1] is null;
            path.Append(begins ? 'M' : 'L').Append(Point(X(index, values.Count), Y(value, scale)));
            if (begins && (index == values.Count - 1 || values[index + 1] is null))
                path.Append("h0.01");
        }
        return path.ToString();
    }

    /// <summary>A number as drawings have it.</summary>
    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Point(double x, double y) => $"{Number(x)} {Number(y)}";
}
