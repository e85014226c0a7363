using ModelDeploy.Core;

namespace ModelDeploy.Portal.Components.Forms;

/// <summary>What a submit brought back, by the fields' paths as in the manifest.</summary>
public sealed class FormErrors
{
    private readonly Dictionary<string, string> _messages = new(StringComparer.Ordinal);

    /// <summary>From a command's answer; several errors of one field are told together.</summary>
    public FormErrors(IEnumerable<FieldError> errors)
    {
        foreach (var (field, message) in errors)
            _messages[field] = _messages.TryGetValue(field, out var earlier) ? $"{earlier} {message}" : message;
    }

    /// <summary>No error at all.</summary>
    public static FormErrors None { get; } = new([]);

    /// <summary>How many fields have an error.</summary>
    public int Count => _messages.Count;

    /// <summary>Every path with what is wrong there.</summary>
    public IEnumerable<(string Path, string Message)> All => _messages.Select(message => (message.Key, message.Value));

    /// <summary>What is wrong with the field, or null.</summary>
    public string? For(string path) => _messages.GetValueOrDefault(path);
}
