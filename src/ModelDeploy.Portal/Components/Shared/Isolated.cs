namespace ModelDeploy.Portal.Components.Shared;

/// <summary>Names that people chose, inside a sentence.</summary>
public static class Isolated
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>The name, as <see cref="VisibleText"/> shows it, between marks that keep its direction to itself.</summary>
    public static string Name(string name) => $"{FirstStrongIsolate}{VisibleText.Of(name)}{PopDirectionalIsolate}";

    /// <summary>A text without the marks of <see cref="Name"/>, for where they would be seen: the titles of windows.</summary>
    public static string WithoutMarks(string text) => text.Replace($"{FirstStrongIsolate}", "", StringComparison.Ordinal).Replace($"{PopDirectionalIsolate}", "", StringComparison.Ordinal);
}
