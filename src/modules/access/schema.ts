import Type from "typebox";

/** An organization is named by its id or by its name (contract B.3). */
export const OrganizationPath = Type.Object({ organization_id: Type.String({ minLength: 1, maxLength: 200, description: "Id or name of the organization." }) });
