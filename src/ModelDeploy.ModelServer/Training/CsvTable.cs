using System.Globalization;

namespace ModelDeploy.ModelServer.Training;

/// <summary>A CSV file of numbers whose last column is what to predict; no quoting, one header line.</summary>
internal sealed record CsvTable(string[] Header, string[][] Rows)
{
    /// <summary>Every column but the last.</summary>
    public string[] Features => Header[..^1];

    /// <exception cref="InvalidDataException">A line has more or fewer cells than the header.</exception>
    public static CsvTable Read(string path)
    {
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0).Select(line => line.Split(',')).ToArray();
        if (lines.Length < 2 || lines.Any(line => line.Length != lines[0].Length))
            throw new InvalidDataException($"{path} needs a header and rows of equally many cells.");
        return new CsvTable(lines[0], lines[1..]);
    }

    /// <summary>Rows with one target per class, 1 for the class that the row has and 0 for the others.</summary>
    public Samples AsClasses(string[] classes) =>
        new([.. Rows.Select(Numbers)], [.. Rows.Select(row => classes.Select(name => name == row[^1] ? 1.0 : 0.0).ToArray())]);

    /// <summary>Rows with the last column as their one target.</summary>
    public Samples AsRegression() =>
        new([.. Rows.Select(Numbers)], [.. Rows.Select(row => new[] { Number(row[^1]) })]);

    private static double[] Numbers(string[] row) => [.. row[..^1].Select(Number)];

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
