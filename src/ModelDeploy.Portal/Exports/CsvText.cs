namespace ModelDeploy.Portal.Exports;

/// <summary>Tables as RFC 4180 has them, safe to open in a spreadsheet.</summary>
public static class CsvText
{
    /// <summary>One line with its end. A value that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    public static string Line(params ReadOnlySpan<string> values)
    {
        var cells = new string[values.Length];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Cell(values[i]);
        return string.Join(',', cells) + "\r\n";
    }

    private static string Cell(string value)
    {
        var harmless = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{value}" : value;
        return harmless.AsSpan().ContainsAny(",\"\r\n") ? $"\"{harmless.Replace("\"", "\"\"")}\"" : harmless;
    }
}
