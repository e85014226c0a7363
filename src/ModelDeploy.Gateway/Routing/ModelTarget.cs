using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;

namespace ModelDeploy.Gateway.Routing;

/// <summary>
/// What of a request's target concerns the model: which deployment, and the path and query to ask of it, character for
/// character as the client sent them. Only the paths of the known protocols exist (Seldon, Open Inference, KServe v1,
/// OpenAI, MLflow); nothing that a server behind the gateway could resolve to another path gets through.
/// </summary>
/// <param name="Id">The deployment's id as written in the target; not checked to exist.</param>
/// <param name="Path">The path at the model, with its leading slash.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
internal readonly record struct ModelTarget(string Id, string Path, string Query)
{
    /// <summary>Where all endpoints lie on the portal.</summary>
    public const string Root = "/deployment/";

    private const string Predictions = "/api/v1.0/predictions";

    private static readonly string[] Trees = ["/api/v1.0/", "/api/v0.1/", "/v2/", "/v1/models/"];

    private static readonly string[] Leaves =
    [
        "/v2", "/v1/models", "/v1/chat/completions", "/v1/completions", "/v1/embeddings",
        "/invocations", "/ping", "/version", "/health",
    ];

    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%");

    /// <summary>Whether this asks for Seldon predictions, which old wrappers serve elsewhere.</summary>
    public bool IsPredictions => Path == Predictions;

    /// <summary>Reads a raw request target (origin form or absolute form). False when no model may ever see it.</summary>
    /// <param name="rawTarget">As on the request line, nothing decoded.</param>
    /// <param name="pathBase">What the host is mounted under, or empty.</param>
    /// <param name="target">The parts, when allowed.</param>
    public static bool TryParse(string rawTarget, string pathBase, out ModelTarget target)
    {
        target = default;
        if (!TryCutAuthority(rawTarget, out var local))
            return false;

        var question = local.IndexOf('?');
        var path = question < 0 ? local : local[..question];
        var query = question < 0 ? "" : local[question..];
        if (!path.StartsWith(pathBase + Root, StringComparison.Ordinal) || !IsPlainQuery(query))
            return false;

        var start = pathBase.Length + Root.Length;
        var slash = path.IndexOf('/', start);
        if (slash <= start)
            return false;
        var atModel = path[slash..];
        if (!IsAllowed(atModel))
            return false;

        target = new ModelTarget(path[start..slash], atModel, query);
        return true;
    }

    /// <summary>Whether this is written as something below the root, wherever a server that resolves it would end up.</summary>
    /// <param name="rawTarget">As on the request line, nothing decoded.</param>
    /// <param name="pathBase">What the host is mounted under, or empty.</param>
    public static bool IsWrittenBelowRoot(string rawTarget, string pathBase) =>
        TryCutAuthority(rawTarget, out var local) && local.StartsWith(pathBase + Root, StringComparison.Ordinal);

    private static bool TryCutAuthority(string rawTarget, [NotNullWhen(true)] out string? local)
    {
        local = rawTarget;
        if (rawTarget.StartsWith('/'))
            return true;
        var authority = rawTarget.IndexOf("://", StringComparison.Ordinal);
        var slash = authority < 0 ? -1 : rawTarget.IndexOf('/', authority + 3);
        local = slash < 0 ? null : rawTarget[slash..];
        return local is not null;
    }

    private static bool IsPlainQuery(ReadOnlySpan<char> query) =>
        !query.ContainsAnyExceptInRange('!', '~') && !query.Contains('#');

    private static bool IsAllowed(string path) =>
        IsKnown(path) && !path.AsSpan().ContainsAnyExcept(PathCharacters) && HasHarmlessEscapes(path) && HasPlainSegments(path);

    private static bool IsKnown(string path)
    {
        foreach (var tree in Trees)
        {
            if (path.StartsWith(tree, StringComparison.Ordinal))
                return true;
        }
        return Leaves.Contains(path);
    }

    /// <summary>
    /// Every percent sign is a whole escape; none hides a slash, a backslash, a dot, a semicolon, a control character or
    /// another escape; and together they are UTF-8, which has no second spelling for any of these.
    /// </summary>
    private static bool HasHarmlessEscapes(ReadOnlySpan<char> path)
    {
        if (!path.Contains('%'))
            return true;
        var decoded = new byte[path.Length];
        var length = 0;
        for (var at = 0; at < path.Length; at++)
        {
            if (path[at] != '%')
            {
                decoded[length++] = (byte)path[at];
                continue;
            }
            if (at + 2 >= path.Length || Convert.FromHexString(path.Slice(at + 1, 2), decoded.AsSpan(length), out _, out _) is not OperationStatus.Done)
                return false;
            if ((char)decoded[length++] is '/' or '\\' or '.' or ';' or '%' or < ' ' or '\x7f')
                return false;
            at += 2;
        }
        return Utf8.IsValid(decoded.AsSpan(0, length));
    }

    /// <summary>
    /// No empty segment but a last one, and no dot segment, also not one with parameters (<c>..;x</c>) or with an escape behind it, which a
    /// server that decodes first could take for a query (<c>..%3f</c>) or cut off (<c>..%20</c>).
    /// </summary>
    private static bool HasPlainSegments(ReadOnlySpan<char> path)
    {
        var left = path[1..];
        while (true)
        {
            var slash = left.IndexOf('/');
            var segment = slash < 0 ? left : left[..slash];
            var further = segment.IndexOfAny(';', '%');
            if ((further < 0 ? segment : segment[..further]) is "." or ".." || (segment.IsEmpty && slash >= 0))
                return false;
            if (slash < 0)
                return true;
            left = left[(slash + 1)..];
        }
    }
}
