using System.Globalization;
using Microsoft.AspNetCore.Localization;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Setup;

/// <summary>In which language somebody reads the pages: what they chose in the user menu, else what their browser asks for, else English.</summary>
public static class LanguageSetup
{
    /// <summary>Where the browser keeps the choice: a language's code (<c>de</c>).</summary>
    public const string Cookie = "language";

    /// <summary>Makes English the language of everything that no reader's request stands behind: the controller, the journal, the log.</summary>
    public static void WriteDownInEnglish() =>
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture =
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Language.English;

    /// <summary>Lets every request, and the circuit that comes of it, speak its reader's language.</summary>
    public static void UseLanguages(this WebApplication app) => app.UseRequestLocalization(new RequestLocalizationOptions
    {
        DefaultRequestCulture = new RequestCulture(Language.English),
        SupportedCultures = [.. Language.All],
        SupportedUICultures = [.. Language.All],
        RequestCultureProviders =
        [
            new CustomRequestCultureProvider(static context => Task.FromResult(Chosen(context) is { } language ? new ProviderCultureResult(language) : null)),
            new CustomRequestCultureProvider(static context => Task.FromResult(Asked(context) is { } language ? new ProviderCultureResult(language) : null)),
        ],
    });

    /// <summary>
    /// The code of the language that the request likes best among ours, or null when it likes none. A country's German is German: the
    /// framework's own provider would have to know the country, and without the system's cultures it knows none.
    /// </summary>
    private static string? Asked(HttpContext context) => context.Request.GetTypedHeaders().AcceptLanguage
        .Where(asked => asked.Quality is not 0)
        .OrderByDescending(asked => asked.Quality ?? 1)
        .Select(asked => Language.All.FirstOrDefault(ours => asked.Value.Split(['-']).First().Equals(ours.Name, StringComparison.OrdinalIgnoreCase))?.Name)
        .FirstOrDefault(code => code is not null);

    /// <summary>The code of the language that the browser remembers, or null to follow its settings.</summary>
    public static string? Chosen(HttpContext context) =>
        context.Request.Cookies[Cookie] is { } code && Language.All.Any(language => language.Name == code) ? code : null;
}
