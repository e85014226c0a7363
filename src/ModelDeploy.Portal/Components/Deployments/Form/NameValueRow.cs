namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>One row of metadata or of environment variables, as typed.</summary>
public sealed class NameValueRow
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The value; for a stored secret empty, which keeps it.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether the value is hidden from everybody from now on.</summary>
    public bool Secret { get; set; }

    /// <summary>Whether a secret value is stored under this row already.</summary>
    public bool KeptSecret { get; init; }

    /// <summary>Whether the value must be typed because nobody can bring it back: a secret of a clone, or of a restored draft.</summary>
    public bool Retype { get; init; }

    /// <summary>Whether nothing was typed.</summary>
    public bool IsEmpty => Name.Length == 0 && Value.Length == 0 && !KeptSecret && !Retype;
}
