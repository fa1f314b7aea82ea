using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>Places in lists as they stand in links.</summary>
internal static class Cursor
{
    /// <summary>The parameter that goes on after a record, with its value.</summary>
    public static (QueryParameter Parameter, string Value) Of(string scope, string name, string id) => (QueryParameter.After, ListCursor.Write(new ListPlace(scope, name, id)));

    /// <summary>The place from where a request wants a list to go on.</summary>
    /// <param name="query">The request's query.</param>
    /// <returns>The place; null for the beginning.</returns>
    /// <exception cref="CredentialException">It is none that the service wrote.</exception>
    public static ListPlace? Read(QueryValues query) => query.Text(QueryParameter.After) is not { } text ? null
        : ListCursor.Read(text) ?? throw CredentialException.Invalid("Query parameter 'after'", "is no place in a list; take it from the Link header of the page before.");
}
