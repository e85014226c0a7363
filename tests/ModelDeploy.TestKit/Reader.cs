using System.Globalization;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.TestKit;

/// <summary>Lets a test read in a language until it is disposed.</summary>
public sealed class Reader : IDisposable
{
    private readonly (CultureInfo Numbers, CultureInfo Words) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    /// <summary>Begins to read.</summary>
    /// <param name="language">The code of one of <see cref="Language.All"/>.</param>
    public Reader(string language) =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Language.All.Single(one => one.Name == language);

    /// <inheritdoc />
    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
}
